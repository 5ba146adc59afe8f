import { type IncomingMessage, type ServerResponse } from 'node:http';
import { escapeHtml } from '../edge/docs/html';
import { sendJson } from '../http/problem';
import { type Mail } from './mail-log';

const STYLE =
  'body{font:16px/1.5 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}' +
  'article{border-top:1px solid #ccc}h2{font-size:1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}';

/** Messages hold what shoppers typed: nothing in them may run or be loaded. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'cache-control': 'no-store',
};

/** A load test sends many thousands, more than a page is good for. */
const SHOWN = 100;

/** Answers with the messages, newest last; a browser, which asks for HTML, gets a page with the newest first. */
export function sendMail(request: IncomingMessage, response: ServerResponse, mails: readonly Mail[]): void {
  if (request.headers.accept?.includes('text/html') === true)
    response.writeHead(200, HEADERS).end(mailPage(mails));
  else sendJson(response, 200, mails);
}

function mailPage(mails: readonly Mail[]): string {
  const newest = mails.slice(-SHOWN).reverse().map(article).join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What would have been sent</title>
<style>${STYLE}</style>
<h1>What would have been sent</h1>
<p>${mails.length} messages; the newest ${Math.min(SHOWN, mails.length)} are shown, newest first.</p>
${newest}
</html>
`;
}

const article = ({ channel, to, template, orderId, subject, body, at }: Mail): string =>
  `<article><h2>${escapeHtml(`${channel} to ${to}: ${subject ?? template}`)}</h2>
<p>${escapeHtml([orderId, at].filter(Boolean).join(', '))}</p>
<pre>${escapeHtml(body)}</pre></article>`;
