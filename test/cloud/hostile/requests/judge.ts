import { holdToContract } from '../../../support/contract/contract';
import { type RawAnswer, type RawRequest, sendRaw } from '../../../support/raw-http';
import { describeRequest } from './describe-request';

/** Longest that an answer may take, in ms (issue: no answer slower than 2 s). */
const SLOWEST_MS = 2_000;

/** How often a slow answer is timed: what is slow by its content is slow each time, what the machine delayed is not. */
const TIMED = 3;

/** Stacks, files, names of what is behind the API. */
const INTERNALS =
  /node_modules|\bat .+:\d+:\d+|file:\/\/|\/var\/task|lambdas?\/|\.[jt]s\b|dynamo|arn:aws|amazonaws|holdfast-|\bstack\b|Error\b|Exception/i;

/** An answer that the shop must not give. */
export class NotSound extends Error {
  override readonly name = 'NotSound';
}

/**
 * Sends a request and holds its answer to what every answer must be. Throws `NotSound` or `ContractBroken`.
 *
 * @param readsAll whether a sound call of it reads the whole shop: what other tests left there, not what was asked, is then
 *   what its answer takes time for
 */
export async function judged(
  url: string,
  request: RawRequest,
  readsAll = false,
): Promise<RawAnswer & { readonly ms: number }> {
  const { answer, ms: first } = await timed(url, request).catch((error: unknown) => {
    throw new NotSound(`${String(error)}\n${describeRequest(request)}`);
  });
  const limit = readsAll && answer.status === 200 ? Infinity : SLOWEST_MS;
  let ms = first;
  for (let more = 1; ms > limit && more < TIMED; more++) ms = Math.min(ms, (await timed(url, request)).ms);
  const wrong = [...faultsOf(answer, request), ...(ms > limit ? [`took ${Math.round(ms)} ms`] : [])];
  if (wrong.length > 0) throw failure(request, answer, wrong);
  if (request.method !== 'HEAD') holdToContract({ ...answer, method: request.method, path: pathOf(request) });
  return { ...answer, ms };
}

/** Everything of an answer but what is new in each. */
export function lasting({ status, headers, body }: RawAnswer): unknown {
  const fleeting = ['x-request-id', 'x-amzn-requestid', 'x-amzn-trace-id', 'date'];
  const rest = Object.entries(headers).filter(([name]) => !fleeting.includes(name));
  return { status, headers: Object.fromEntries(rest), body };
}

async function timed(url: string, request: RawRequest): Promise<{ answer: RawAnswer; ms: number }> {
  const start = performance.now();
  const answer = await sendRaw(url, request);
  return { answer, ms: performance.now() - start };
}

function failure(request: RawRequest, answer: RawAnswer, wrong: readonly string[]): NotSound {
  const said = `${answer.status} ${JSON.stringify(answer.headers)} ${answer.body.slice(0, 1_000)}`;
  return new NotSound([...wrong, describeRequest(request), said].join('\n'));
}

function faultsOf({ status, headers, body }: RawAnswer, request: RawRequest): string[] {
  return [
    ...(status >= 200 && status < 500 ? [] : [`status ${status}`]),
    ...(/^[0-9a-f-]{36}$/.test(headers['x-request-id'] ?? '') ? [] : ['no x-request-id']),
    ...(headers['x-region'] === 'us-east-1' ? [] : ['no x-region']),
    ...('x-injected' in headers || 'x-second' in headers ? ['a header that the request brought'] : []),
    ...(status >= 400 && headers['content-type'] !== 'application/problem+json' ? ['no problem'] : []),
    ...(status >= 400 ? internalsIn(body, request) : []),
  ];
}

/** What the request said itself, a problem may repeat: the names of its members, for example. */
function internalsIn(body: string, { target, body: sent }: RawRequest): string[] {
  const found = INTERNALS.exec(body)?.[0];
  if (found === undefined) return [];
  const said = [target, decodedOrAsIs(target), sent.toString()].join('\n').toLowerCase();
  return said.includes(found.toLowerCase()) ? [] : [`tells ${JSON.stringify(found)}`];
}

function decodedOrAsIs(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** As API Gateway reads it: each segment decoded, and none of what it holds taken for a slash or a query. */
export function pathOf({ target }: RawRequest): string {
  const segments = (target.split('?')[0] ?? '').split('/');
  return segments.map((segment) => decodedOrAsIs(segment).replace(/[/?]/g, '_')).join('/');
}
