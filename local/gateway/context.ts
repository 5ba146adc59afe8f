import { type RestApi } from './api';
import { headerValue, type GatewayRequest } from './request';
import { type MatchedRoute } from './routing';

/** What identifies one call, made up by the gateway. */
export interface CallIds {
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** X-Ray's, `Root=1-…`. */
  readonly traceId: string;
  readonly receivedAt: Date;
}

/** The signer of a request with AWS_IAM authorization. */
export interface Caller {
  readonly accessKeyId: string;
}

/** Everything known about one call; routes and callers only after they were found. */
export interface Call {
  readonly api: RestApi;
  readonly request: GatewayRequest;
  readonly ids: CallIds;
  readonly match?: MatchedRoute | undefined;
  readonly caller?: Caller | undefined;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Common Log Format, for example `09/Apr/2015:12:34:56 +0000`. */
function commonLogTime(date: Date): string {
  const [day = '', time = ''] = date.toISOString().split('T');
  const [year = '', , dayOfMonth = ''] = day.split('-');
  return `${dayOfMonth}/${MONTHS[date.getUTCMonth()] ?? ''}/${year}:${time.slice(0, 8)} +0000`;
}

function identityOf(call: Call): Record<string, string | null> {
  const { accountId } = call.api;
  const key = call.caller?.accessKeyId ?? null;
  return {
    accessKey: key,
    accountId: key === null ? null : accountId,
    caller: key,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: call.request.sourceIp,
    user: key,
    userAgent: headerValue(call.request, 'user-agent') ?? null,
    userArn: key === null ? null : `arn:aws:iam::${accountId}:user/${key}`,
  };
}

/**
 * `requestContext` of the proxy event, and `$context` of mapping templates
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html).
 */
export function requestContextOf(call: Call) {
  const { api, request, ids, match } = call;
  const host = headerValue(request, 'host') ?? '';
  return {
    resourceId: match?.route.resourceId ?? null,
    resourcePath: match?.route.resourcePath ?? null,
    httpMethod: request.method,
    extendedRequestId: ids.extendedRequestId,
    requestTime: commonLogTime(ids.receivedAt),
    path: `/${api.stage}${request.path}`,
    accountId: api.accountId,
    protocol: 'HTTP/1.1',
    stage: api.stage,
    domainPrefix: host.split(/[.:]/)[0] ?? '',
    requestTimeEpoch: ids.receivedAt.getTime(),
    requestId: ids.requestId,
    identity: identityOf(call),
    domainName: host,
    deploymentId: 'local',
    apiId: api.apiId,
  };
}
