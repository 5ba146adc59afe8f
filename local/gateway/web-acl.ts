import { type WebAcl } from '../waf/web-acl';
import { type GatewayAnswer } from './answer';
import { type Refusal } from './gateway-responses';
import { type GatewayRequest, headerValues } from './request';

/** How the stage's web ACL has a request answered; a block without an answer of its own is a gateway response. */
export type Blocked =
  | { readonly kind: 'answer'; readonly answer: GatewayAnswer }
  | { readonly kind: 'refusal'; readonly refusal: Refusal };

/** Undefined for a request that may go on. AWS WAF sees the path with the stage. */
export function blockedBy(webAcl: WebAcl, stage: string, request: GatewayRequest): Blocked | undefined {
  const verdict = webAcl.inspect({
    method: request.method,
    path: `/${stage}${request.path}`,
    query: request.query,
    header: (name) => headerValues(request, name).join(',') || undefined,
    clientIp: request.sourceIp,
  });
  if (verdict.kind === 'allowed') return undefined;
  const { answer } = verdict;
  if (answer === undefined)
    return { kind: 'refusal', refusal: { type: 'WAF_FILTERED', message: 'Forbidden' } };
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, [value]] as const);
  return { kind: 'answer', answer: { ...answer, headers: Object.fromEntries(headers) } };
}
