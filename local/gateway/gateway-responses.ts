import { type GatewayAnswer } from './answer';
import { type GatewayResponseSettings, type RestApi } from './api';
import { requestContextOf, type Call } from './context';
import { headerValue } from './request';

/**
 * Default status codes
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html).
 * INTEGRATION_FAILURE stands there with 504; a Lambda function that fails or answers malformed has always
 * been answered with 502, as the page on Lambda integrations says.
 */
const DEFAULT_STATUS = {
  ACCESS_DENIED: 403,
  BAD_REQUEST_BODY: 400,
  BAD_REQUEST_PARAMETERS: 400,
  DEFAULT_4XX: 400,
  EXPIRED_TOKEN: 403,
  INTEGRATION_FAILURE: 502,
  INTEGRATION_TIMEOUT: 504,
  INVALID_SIGNATURE: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  REQUEST_TOO_LARGE: 413,
  THROTTLED: 429,
  WAF_FILTERED: 403,
} as const;

export type GatewayResponseType = keyof typeof DEFAULT_STATUS;

/** Why the gateway answers by itself. */
export interface Refusal {
  readonly type: GatewayResponseType;
  /** For `DEFAULT_4XX` and `INTEGRATION_FAILURE`, which stand for several. @default the type's own */
  readonly status?: number;
  readonly message: string;
  /** `$context.error.validationErrorString`. */
  readonly details?: string | undefined;
}

const BUILT_IN: GatewayResponseSettings = {
  parameters: {},
  templates: { 'application/json': '{"message":$context.error.messageString}' },
};

/** Inside quotes of a JSON template: escaped, without quotes of its own. */
const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

function variables(call: Call, refusal: Refusal): Record<string, unknown> {
  return {
    ...requestContextOf(call),
    xrayTraceId: call.ids.traceId,
    error: {
      message: refusal.message,
      messageString: JSON.stringify(refusal.message),
      responseType: refusal.type,
      validationErrorString: escaped(refusal.details ?? ''),
    },
  };
}

function lookUp(tree: unknown, path: readonly string[]): string {
  const value = path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[step] : undefined,
    tree,
  );
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Gateway responses know simple substitution only, no Velocity. */
function renderTemplate(template: string, context: Record<string, unknown>): string {
  return template.replace(/\$context((?:\.\w+)+)/g, (_whole, path: string) =>
    lookUp(context, path.slice(1).split('.')),
  );
}

/** A parameter's value: `'static'`, `context.…`, or a part of the request. */
function renderParameter(value: string, call: Call, context: Record<string, unknown>): string {
  const [, literal] = /^'(.*)'$/.exec(value) ?? [];
  if (literal !== undefined) return literal;
  if (value.startsWith('context.')) return lookUp(context, value.split('.').slice(1));
  const [, kind, name = ''] = /^method\.request\.(header|querystring|path)\.(.+)$/.exec(value) ?? [];
  switch (kind) {
    case 'header':
      return headerValue(call.request, name) ?? '';
    case 'querystring':
      return new URLSearchParams(call.request.query).get(name) ?? '';
    default:
      return call.match?.pathParameters[name] ?? '';
  }
}

function settingsFor(api: RestApi, refusal: Refusal, status: number) {
  const fallback = api.gatewayResponses.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const own = api.gatewayResponses.get(refusal.type);
  return { settings: own ?? fallback ?? BUILT_IN, status: own?.statusCode ?? fallback?.statusCode ?? status };
}

function chosenTemplate(templates: Readonly<Record<string, string>>, accept: string): [string, string] {
  const wanted = accept.split(',').map((one) => one.split(';')[0]?.trim() ?? '');
  const entries = Object.entries(templates);
  const isJson = ([type]: [string, string]) => type === 'application/json';
  return (
    entries.find(([type]) => wanted.includes(type)) ??
    entries.find(isJson) ??
    entries[0] ?? ['application/json', '']
  );
}

/** Renders the gateway response of a refusal, as the template sets it or by AWS's defaults. */
export function renderGatewayResponse(call: Call, refusal: Refusal): GatewayAnswer {
  const { settings, status } = settingsFor(call.api, refusal, refusal.status ?? DEFAULT_STATUS[refusal.type]);
  const context = variables(call, refusal);
  const [contentType, template] = chosenTemplate(
    settings.templates,
    headerValue(call.request, 'accept') ?? '',
  );
  const headers = Object.entries(settings.parameters)
    .filter(([name]) => name.startsWith('gatewayresponse.header.'))
    .map(([name, value]) => [
      name.slice('gatewayresponse.header.'.length).toLowerCase(),
      [renderParameter(value, call, context)],
    ]);
  return {
    status,
    headers: {
      'content-type': [contentType],
      'x-amzn-requestid': [call.ids.requestId],
      'x-amzn-errortype': [refusal.type],
      ...(Object.fromEntries(headers) as Record<string, string[]>),
    },
    body: Buffer.from(renderTemplate(template, context)),
  };
}
