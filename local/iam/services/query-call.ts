import { type RestRequest } from '../../endpoint/endpoint';

/** The parameters of a call in the AWS Query protocol, `Action` among them; null for any other call. */
export function queryParameters({ path, headers, body }: RestRequest): URLSearchParams | null {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  if (path !== '/' || !isForm || headers['x-amz-target'] !== undefined) return null;
  return new URLSearchParams(body.toString());
}
