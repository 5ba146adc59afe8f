import { type IncomingMessage } from 'node:http';
import { type Problem } from '../http/problem';

/** Browsers say where a call comes from (Fetch Metadata, "Sec-Fetch-Site"); programs say nothing of the kind. */
const isFromElsewhere = ({ headers }: IncomingMessage): boolean =>
  ['cross-site', 'same-site'].includes(String(headers['sec-fetch-site']));

const FROM_ELSEWHERE: Problem = {
  status: 403,
  code: 'forbidden',
  title: 'A page of another site may not change the local cloud',
  detail: 'Use the page at /_local/, or a program such as curl.',
};

/** Names that lead nowhere but to this machine; a port may follow. */
const THIS_MACHINE = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * A page of any site may have its name resolved to this machine (DNS rebinding); the browser then takes the local cloud
 * for a part of that site, but names it in `host`.
 */
const isUnderAnotherName = ({ headers: { host } }: IncomingMessage): boolean =>
  host !== undefined && !THIS_MACHINE.test(host);

const UNDER_ANOTHER_NAME: Problem = {
  status: 403,
  code: 'forbidden',
  title: 'The control API has no other names than this machine’s own',
  detail: 'Use http://127.0.0.1 or http://localhost, with the port of the edge.',
};

/** Why a call may not use the control API, which holds mails and orders; undefined for one that may. */
export function refusalOf(request: IncomingMessage): Problem | undefined {
  if (isUnderAnotherName(request)) return UNDER_ANOTHER_NAME;
  return request.method !== 'GET' && isFromElsewhere(request) ? FROM_ELSEWHERE : undefined;
}
