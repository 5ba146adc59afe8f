import { call, type CallDeps, mayHelpToRepeat } from '../../../web/api/call';
import { shopApi } from '../../../web/api/client';
import { readCart, readProductPage } from '../../../web/api/shape';
import { fakeTime, ok, problem, serverCart, unreachable } from '../fakes';

const response = (status: number, body: string, headers: Record<string, string> = {}): Response =>
  new Response(body, { status, headers });

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

function network(...answers: readonly (Response | Error)[]): { deps: CallDeps; sent: Sent[] } {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (typeof input !== 'string') throw new Error('The client asks by path.');
    sent.push({ url: input, init: init ?? {} });
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer');
    return answer.clone();
  };
  return { deps: { fetch, now: () => 0, shopperId: 'shopper-1' }, sent };
}

const getCart = { method: 'GET', path: '/v1/carts/c', read: readCart, timeoutMs: 1_000 } as const;
const cartText = JSON.stringify(serverCart({ LAMP: 2 }));

describe('a call', () => {
  it('sends the shopper id, and neither cookies nor a body that was not given', async () => {
    const { deps, sent } = network(response(200, cartText));
    await call(deps, getCart);
    expect(sent[0]?.init.headers).toEqual({ accept: 'application/json', 'x-shopper-id': 'shopper-1' });
    expect(sent[0]?.init).toMatchObject({ credentials: 'omit', redirect: 'error' });
    expect(sent[0]?.init).not.toHaveProperty('body');
  });

  it('answers with the body, and whether it is a replay', async () => {
    const { deps } = network(response(200, cartText, { 'idempotency-replayed': 'true' }));
    expect(await call(deps, getCart)).toEqual({ ...ok(serverCart({ LAMP: 2 })), replayed: true });
  });

  it.each([
    ['a lost connection', new TypeError('fetch failed')],
    ['the page of somebody else, with 200', response(200, '<html>Sign in</html>')],
    ['JSON of another shape, with 200', response(200, '{"lines":"none"}')],
    ['null', response(200, 'null')],
  ])('takes %s for no answer', async (_name, answer) => {
    expect(await call(network(answer).deps, getCart)).toEqual(unreachable);
  });

  it('reads a problem with its code, its wait and its reference', async () => {
    const body = JSON.stringify({ type: 'about:blank', title: 'Slow down', status: 429, code: 'throttled' });
    const headers = { 'retry-after': '7', 'x-request-id': 'r-1' };
    const answer = await call(network(response(429, body, headers)).deps, getCart);
    expect(answer).toMatchObject({
      kind: 'problem',
      problem: { status: 429, code: 'throttled', retryAfter: 7, requestId: 'r-1' },
    });
  });

  it.each(['', '<h1>502</h1>', '[]', '"no"', '{"code":7}', '{"code":""}'])(
    'makes a problem of the junk %j',
    async (body) => {
      const answer = await call(network(response(502, body)).deps, getCart);
      expect(answer).toMatchObject({ kind: 'problem', problem: { status: 502, code: 'unknown' } });
    },
  );

  it('may be repeated when there was no answer, when it was throttled, and when the shop failed', () => {
    expect([408, 429, 500, 502, 503, 504].map((status) => mayHelpToRepeat(problem(status, 'x')))).toEqual(
      Array(6).fill(true),
    );
    expect(mayHelpToRepeat(unreachable)).toBe(true);
    expect([400, 401, 402, 404, 409, 422].some((status) => mayHelpToRepeat(problem(status, 'x')))).toBe(
      false,
    );
  });
});

describe('the client', () => {
  const page = JSON.stringify({ items: [], cursor: 'more' });

  function client(...answers: readonly (Response | Error)[]) {
    const { deps, sent } = network(...answers);
    const time = fakeTime();
    const onRead = jest.fn();
    return { api: shopApi({ ...deps, sleep: time.sleep, onRead }), sent, onRead, time };
  }

  it('reads again when the shop failed, and tells how it ended', async () => {
    const { api, sent, onRead, time } = client(response(502, ''), new TypeError('lost'), response(200, page));
    expect(await api.listProducts({ q: 'oak & ash' })).toEqual(ok(JSON.parse(page)));
    expect(sent.map(({ url }) => url)).toEqual(Array(3).fill('/v1/products?q=oak+%26+ash'));
    expect(onRead).toHaveBeenCalledTimes(1);
    expect(time.pauses).toHaveLength(2);
  });

  it('does not ask for more of the same where it is throttled or refused', async () => {
    for (const status of [429, 404]) {
      const { api, sent } = client(response(status, '{}'));
      await api.getProduct('LAMP');
      expect(sent).toHaveLength(1);
    }
  });

  it('sends an order once, with its key and its body as they are', async () => {
    const { api, sent } = client(response(503, '{"code":"busy"}'));
    expect(await api.placeOrder('key-1', '{"lines":[ ]}')).toMatchObject({ kind: 'problem' });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.init.body).toBe('{"lines":[ ]}');
    expect(sent[0]?.init.headers).toMatchObject({ 'idempotency-key': 'key-1' });
  });

  it('puts the token of an order into a header, never into the address', async () => {
    const { api, sent } = client(response(404, '{}'));
    await api.getOrder('ord_1', 'secret-token');
    await api.cancelOrder('ord_1', 'secret-token');
    for (const { url, init } of sent) {
      expect(url).not.toContain('secret-token');
      expect(init.headers).toMatchObject({ authorization: 'Bearer secret-token' });
    }
  });

  it('lets members through that it does not know', () => {
    expect(readProductPage({ items: [], facets: [] })).toEqual({ items: [], facets: [] });
  });
});
