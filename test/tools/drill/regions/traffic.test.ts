import { setImmediate } from 'node:timers/promises';
import { type HttpOutcome, type HttpRequest, type HttpTransport } from '../../../../tools/client/http';
import { startTraffic } from '../../../../tools/drill/regions/traffic';
import { fakeClock } from '../fake-drill-shop';
import { EAST, START, WEST } from '../samples';
import { REGION_PLAN } from './region-samples';

const ERRAND = { key: 'k', email: 'k@example.com', card: 'good', sku: 'A', quantity: 1 } as const;
const CART = JSON.stringify({ cartId: 'c', lines: [{ sku: 'A', quantity: 1 }] });
const answer = (status: number, region: string, body = '{}'): HttpOutcome => ({
  kind: 'answered',
  status,
  headers: { 'x-region': region },
  body,
});

/** An entrance by which shopper 0 comes to us-east-1 and shopper 1 to us-west-2, while the other one answers reads. */
function entranceOf() {
  const sent: string[] = [];
  const held = new Map<string, () => void>();
  const send = async ({ method, url, headers }: HttpRequest): Promise<HttpOutcome> => {
    const shopper = headers['x-shopper-id']?.at(-1) ?? '';
    const [home, other] = shopper === '0' ? [EAST, WEST] : [WEST, EAST];
    sent.push(`${method} ${shopper}`);
    if (method !== 'GET') await new Promise<void>((resolve) => held.set(`${method} ${shopper}`, resolve));
    if (method === 'PUT') return answer(200, home, CART);
    return method === 'POST'
      ? answer(409, home)
      : answer(200, other, url.pathname.includes('carts') ? CART : '{}');
  };
  const transport: HttpTransport = { send, close: () => undefined };
  const letThrough = (request: string) => {
    held.get(request)?.();
    return setImmediate();
  };
  return { sent, letThrough, entrance: { url: new URL('http://edge'), transport, probe: null } };
}

it('tells when a checkout has left for a Region, by who took the cart', async () => {
  const { sent, letThrough, entrance } = entranceOf();
  const traffic = startTraffic(REGION_PLAN, {
    entrance: { ...entrance, now: () => new Date(START) },
    clock: fakeClock(),
    nextErrand: () => ERRAND,
    interrupted: new AbortController().signal,
  });
  const checkouts = () => sent.filter((each) => each.startsWith('POST'));
  let leftBy: readonly string[] | null = null;
  void traffic.nextCheckout(EAST).then(() => (leftBy = checkouts()));
  await setImmediate();

  await letThrough('PUT 1');
  expect({ checkouts: checkouts(), leftBy }).toEqual({ checkouts: ['POST 1'], leftBy: null });
  await letThrough('PUT 0');
  expect({ leftBy, underWay: traffic.checkoutsUnderWay() }).toEqual({
    leftBy: ['POST 1', 'POST 0'],
    underWay: 2,
  });

  const stopped = traffic.stop();
  await letThrough('POST 0');
  await letThrough('POST 1');
  await stopped;
  expect(traffic.checkoutsUnderWay()).toBe(0);
});
