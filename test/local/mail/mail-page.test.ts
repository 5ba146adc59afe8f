import { startHttpServer, type HttpServer } from '../../../local/http/server';
import { type Mail } from '../../../local/mail/mail-log';
import { sendMail } from '../../../local/mail/mail-page';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

const mail = (n: number): Mail => ({
  channel: 'email',
  to: 'ada@example.com',
  template: 'order-confirmed',
  orderId: `ord_${n}`,
  body: `Dear <script>alert(${n})</script>,`,
  at: '2026-01-01T00:00:00.000Z',
});

const MAILS = Array.from({ length: 150 }, (_, n) => mail(n));

let server: HttpServer;
beforeAll(async () => {
  server = await startHttpServer({
    port: 0,
    handle: async (request, response) => sendMail(request, response, MAILS),
  });
});
afterAll(() => server.close());

const get = (accept: string) => fetch(server.url, { headers: { accept } });

it.each(['*/*', 'application/json'])(
  'gives programs that accept %s every message, newest last',
  async (accept) => {
    expect(await (await get(accept)).json()).toEqual(MAILS);
  },
);

it('shows people the newest hundred, newest first', async () => {
  const page = await (await get(BROWSER)).text();
  const shown = [...page.matchAll(/ord_(\d+)/g)].map(([, n]) => Number(n));
  expect(shown).toEqual(Array.from({ length: 100 }, (_, n) => 149 - n));
  expect(page).toContain('150 messages; the newest 100 are shown');
});

it('shows what shoppers typed as text, and lets nothing run', async () => {
  const answer = await get(BROWSER);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  const page = await answer.text();
  expect(page).not.toContain('<script>');
  expect(page).toContain('&lt;script&gt;alert(149)');
});
