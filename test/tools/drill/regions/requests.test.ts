import { type HttpOutcome, type HttpRequest, type HttpTransport } from '../../../../tools/client/http';
import { Gate } from '../../../../tools/drill/regions/gate';
import { hasFailed, type RequestSeen, seen } from '../../../../tools/drill/regions/requests';
import { fakeClock } from '../fake-drill-shop';
import { START } from '../samples';

const LOST: HttpOutcome = { kind: 'unreachable', reason: 'connection_lost', message: 'lost' };
const answer = (status: number, region?: string): HttpOutcome => ({
  kind: 'answered',
  status,
  headers: region === undefined ? {} : { 'x-region': region },
  body: '',
});

/** A shopper's transport on which each request takes 30 ms, and what it was given and noted. */
function shopperOn(outcomes: readonly HttpOutcome[]) {
  const clock = fakeClock();
  const sent: HttpRequest[] = [];
  const noted: RequestSeen[] = [];
  const left: string[] = [];
  const transport: HttpTransport = {
    close: () => undefined,
    send: async (request) => {
      await clock.sleep(30);
      sent.push(request);
      return outcomes[sent.length - 1] ?? LOST;
    },
  };
  const way = seen(transport, {
    shopper: 3,
    id: 'drill-1-3',
    clock,
    gate: new Gate(),
    onLeave: (doing) => void left.push(doing),
    onSeen: (request) => void noted.push(request),
  });
  const send = (method: HttpRequest['method'], path: string) =>
    way.send({
      method,
      url: new URL(path, 'http://edge'),
      headers: { accept: 'x' },
      body: null,
      timeoutMs: 1,
    });
  return { way, send, sent, noted, left };
}

it('names the shopper to the edge and notes who answered what, and when', async () => {
  const { way, send, sent, noted, left } = shopperOn([answer(200, 'us-west-2'), LOST, answer(502)]);
  expect(way.last()).toBeNull();
  await send('GET', '/v1/products');
  await send('POST', '/v1/orders');
  await send('PUT', '/v1/carts/c/items/a');

  expect(sent[0]?.headers).toEqual({ accept: 'x', 'x-shopper-id': 'drill-1-3' });
  const common = { shopper: 3, ms: 30 };
  expect(noted).toEqual([
    { ...common, doing: 'browse', method: 'GET', at: START, status: 200, region: 'us-west-2' },
    { ...common, doing: 'checkout', method: 'POST', at: START + 30, status: null, region: null },
    { ...common, doing: 'cart', method: 'PUT', at: START + 60, status: 502, region: null },
  ]);
  expect(left).toEqual(['browse', 'checkout', 'cart']);
  expect(way.last()).toBe(noted[2]);
});

it('counts as failed what a shopper has to try again', () => {
  const failed = [null, 200, 402, 404, 409, 429, 500, 504].filter((status) => hasFailed({ status }));

  expect(failed).toEqual([null, 429, 500, 504]);
});
