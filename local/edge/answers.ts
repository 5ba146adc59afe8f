import { type Problem } from '../http/problem';
import { type EdgeAnswer, type EdgeRequest, plainHeaders } from './message';

/** Why the edge answers by itself. */
export const PROBLEMS = {
  tooLarge: {
    status: 413,
    code: 'request_too_large',
    title: 'The request is larger than 10 MB',
    detail: 'Send it in parts.',
  },
  methodNotAllowed: {
    status: 403,
    code: 'forbidden',
    title: 'This address does not take the method',
    detail: 'The shop’s pages are read with GET; the API is below /v1 (see /docs).',
  },
  functionFailed: {
    status: 503,
    code: 'unavailable',
    title: 'The edge failed',
    detail: 'A CloudFront function failed; the local cloud’s terminal tells how.',
  },
  unreachable: {
    status: 502,
    code: 'unavailable',
    title: 'The region that is to answer cannot be reached',
    detail: 'Try again in a moment: what is lost is left out soon.',
  },
  timedOut: {
    status: 504,
    code: 'unavailable',
    title: 'The region that is to answer did not do so in time',
    detail: 'It may still do what was asked. Repeat the call with the same Idempotency-Key.',
  },
  blocked: {
    status: 403,
    code: 'forbidden',
    title: 'The request was blocked',
    detail: 'A rule of the web ACL does not let it through.',
  },
} as const satisfies Record<string, Problem>;

/** When a caller may try again, for statuses after which that helps. */
const RETRY_AFTER_SECONDS = '5';

/**
 * An answer of the edge itself. Programs get problem+json, as from the shop; CloudFront's own body is HTML for
 * everybody.
 */
export function edgeAnswer(problem: Problem, { requestId }: EdgeRequest, isApi: boolean): EdgeAnswer {
  const body = isApi ? `${JSON.stringify({ type: 'about:blank', ...problem })}\n` : page(problem);
  return {
    status: problem.status,
    headers: plainHeaders({
      'content-type': isApi ? 'application/problem+json' : 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-region': 'edge',
      'x-request-id': requestId,
      ...(problem.status >= 500 ? { 'retry-after': RETRY_AFTER_SECONDS } : {}),
    }),
    body: Buffer.from(body),
  };
}

const page = ({ status, title, detail }: Problem): string =>
  `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${status} ${title}</title>\n` +
  `<h1>${title}</h1>\n<p>${detail}</p>\n</html>\n`;
