import { type RestRequest } from '../endpoint/endpoint';
import { type ServiceCaller } from './bucket-policies';

/** A call of S3 by path style: `/<bucket>/<key>`, as the SDK and the CLI write it for an endpoint of one's own. */
export interface S3Call {
  readonly accessKey: string;
  readonly bucket: string;
  /** Decoded; empty when the call is about the bucket. */
  readonly key: string;
}

/** The call if it is one of S3, which is told by the service that it is signed for; null for any other. */
export function s3Call({ path, headers }: RestRequest): S3Call | null {
  const signedFor = /Credential=([^/]+)\/\d{8}\/[\w-]+\/s3\/aws4_request/.exec(
    headers['authorization'] ?? '',
  );
  if (signedFor === null) return null;
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { accessKey: signedFor[1] ?? '', bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
}

/** ARN of a bucket, or of an object in it; S3's have neither Region nor account. */
export const s3Arn = ({ bucket, key }: Pick<S3Call, 'bucket' | 'key'>): string =>
  `arn:aws:s3:::${bucket}${key === '' ? '' : `/${key}`}`;

/** Tells on whose behalf a service calls; AWS keeps that in the request's context. */
const SOURCE_ARN_HEADER = 'x-local-source-arn';

/** The service that a call comes from, told by an access key that is its principal; null for any other caller. */
export function serviceCaller(
  { accessKey }: S3Call,
  headers: Readonly<Record<string, string>>,
): ServiceCaller | null {
  if (!accessKey.endsWith('.amazonaws.com')) return null;
  return { service: accessKey, sourceArn: headers[SOURCE_ARN_HEADER] ?? '' };
}

/** Headers with which a service of AWS calls S3 for one of the account's resources. */
export function serviceHeaders(
  { service, sourceArn }: ServiceCaller,
  region: string,
): Record<string, string> {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${service}/20260101/${region}/s3/aws4_request, SignedHeaders=host, Signature=0`,
    [SOURCE_ARN_HEADER]: sourceArn,
  };
}
