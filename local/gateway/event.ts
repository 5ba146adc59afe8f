import { requestContextOf, type Call } from './context';
import { type MatchedRoute } from './routing';

type Values = Record<string, string[]>;

/** Clients choose the names: `constructor` and `__proto__` are names like all others. */
function grouped(pairs: Iterable<readonly [string, string]>): Values {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(values);
}

function lastOf(values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? '']));
}

const orNull = <T extends object>(value: T): T | null => (Object.keys(value).length === 0 ? null : value);

/** What API Gateway adds to, or makes of, the client's headers. */
function forwardedHeaders({ request, ids }: Call): Values {
  const forwarded = (name: string) => name.toLowerCase() === 'x-forwarded-for';
  const headers = grouped(request.headers.filter(([name]) => !forwarded(name)));
  const hops = request.headers.filter(([name]) => forwarded(name)).map(([, value]) => value);
  const host = request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  return {
    ...headers,
    'X-Amzn-Trace-Id': [ids.traceId],
    'X-Forwarded-For': [[...hops, request.sourceIp].join(', ')],
    'X-Forwarded-Port': [host.split(':')[1] ?? '80'],
    'X-Forwarded-Proto': ['http'],
  };
}

/** API Gateway matches the request's content type against the API's binary media types. */
function isBinary(contentType: string | undefined, binaryMediaTypes: readonly string[]): boolean {
  const type = contentType?.split(';')[0]?.trim() ?? '';
  return binaryMediaTypes.some(
    (one) => one === '*/*' || one === type || one === `${type.split('/')[0] ?? ''}/*`,
  );
}

/**
 * The event of a Lambda proxy integration, payload format 1.0
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html).
 * Members without content are null, as they are on AWS.
 */
export function toProxyEvent(call: Call & { readonly match: MatchedRoute }) {
  const { request, match, api } = call;
  const headers = forwardedHeaders(call);
  const query = grouped(new URLSearchParams(request.query));
  const contentType = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const isBase64Encoded = request.body.length > 0 && isBinary(contentType, api.binaryMediaTypes);
  return {
    resource: match.route.resourcePath,
    path: request.path,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: orNull(lastOf(query)),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull(match.pathParameters),
    stageVariables: null,
    requestContext: requestContextOf(call),
    body: request.body.length === 0 ? null : request.body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}
