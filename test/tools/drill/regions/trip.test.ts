import { type Answer } from '../../../../tools/client/answers';
import { type CartClient } from '../../../../tools/client/carts';
import { type Cart } from '../../../../tools/client/shapes';
import { type ShopperClient } from '../../../../tools/client/shopper';
import { makeTrip } from '../../../../tools/drill/regions/trip';
import { answered, fakeClock, LOST, orderAnswer, refused } from '../fake-drill-shop';
import { EAST, WEST } from '../samples';

const ERRAND = { key: 'k', email: 'k@example.com', card: 'good', sku: 'A', quantity: 2 } as const;
const FULL = answered({ cartId: 'c', lines: [{ sku: 'A', quantity: 2 }] });

/** What a test lets the shop answer, one call after the other; by whom the answer is given. */
interface Script {
  readonly looks?: readonly (readonly [Answer<Cart>, string])[];
  readonly orders?: readonly ReturnType<typeof orderAnswer>[];
}

async function tripOf({ looks = [[FULL, EAST]], orders = [orderAnswer('o', 201)] }: Script) {
  const asked: string[] = [];
  let by = EAST;
  let [look, attempt] = [0, 0];
  const shopper: Partial<ShopperClient> = {
    products: async () => (asked.push('products'), answered({ items: [] })),
    product: async (sku) => (
      asked.push(sku),
      answered({ sku, name: 'A', availability: 'in_stock' as const })
    ),
    placeOrder: async (key) => (asked.push(`order ${key}`), orders[attempt++] ?? LOST),
    order: async (orderId) => (asked.push(`look ${orderId}`), orderAnswer(orderId, 201)),
  };
  const carts: CartClient = {
    put: async (_, sku, quantity) => ((by = EAST), asked.push(`put ${sku} ${quantity}`), FULL),
    show: async () => {
      const [answer, region] = looks[look++] ?? [FULL, EAST];
      by = region;
      return (asked.push('cart'), answer);
    },
  };
  const clock = fakeClock();
  const ports = { clock, random: () => 0.5, carts, answeredBy: () => by, cartId: 'c', thinkMs: 100 };
  const trip = await makeTrip(ERRAND, { ...ports, shopper: shopper as ShopperClient });
  return { trip, asked, clock };
}

it('looks at products, fills a cart, checks out, and looks at the order, with thought between', async () => {
  const { trip, asked, clock } = await tripOf({});

  expect(asked).toEqual(['products', 'A', 'put A 2', 'cart', 'order k', 'look o']);
  expect(clock.slept).toEqual([100, 100, 100, 100]);
  expect(trip).toMatchObject({
    errand: ERRAND,
    carts: ['kept'],
    visit: { key: 'k', answers: [201], kept: { orderId: 'o' } },
    lookedUp: { orderId: 'o', status: 201 },
  });
});

it('sends the order again under the same key until an answer comes', async () => {
  const { trip, asked } = await tripOf({ orders: [LOST, refused(502), refused(429), orderAnswer('o', 202)] });

  expect(asked.filter((each) => each.startsWith('order'))).toEqual(Array(4).fill('order k'));
  expect(trip.visit?.answers).toEqual([null, 502, 429, 202]);
});

it.each<[what: string, looks: Script['looks'] & object, fates: string[]]>([
  ['survives', [[FULL, WEST]], ['survived']],
  [
    'is filled again where another Region does not know it yet',
    [
      [refused(404), WEST],
      [FULL, WEST],
    ],
    ['repeated', 'survived'],
  ],
  ['is lost by the Region that took it', [[answered({ cartId: 'c', lines: [] }), EAST]], ['lost', 'kept']],
])('notes that a cart %s', async (_, looks, fates) => {
  const { trip } = await tripOf({ looks });

  expect(trip.carts).toEqual(fates);
  expect(trip.visit).not.toBeNull();
});

it('buys nothing from a cart that stays empty', async () => {
  const { trip } = await tripOf({ looks: Array.from({ length: 9 }, () => [refused(404), WEST] as const) });

  expect(trip).toMatchObject({ carts: Array(5).fill('repeated'), visit: null, lookedUp: null });
});

it('does not look an order up that was refused', async () => {
  const { trip, asked } = await tripOf({ orders: [refused(409)] });

  expect(asked.at(-1)).toBe('order k');
  expect(trip).toMatchObject({ visit: { kept: null, answers: [409] }, lookedUp: null });
});
