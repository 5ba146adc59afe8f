import fc from 'fast-check';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { putLine, removeLine, showCart } from '../../../lambdas/domain/carts/carts';
import { expiryAfterChange, keptUntilFor, livingCart } from '../../../lambdas/domain/carts/life';
import { CART, type CartShop, cartShop, DAY, forgetExpired, HOUR, quantitiesOf } from './shop';

/** Some time passes, then one line is set, or removed when the quantity is 0. */
interface Event {
  readonly afterMs: number;
  readonly sku: string;
  readonly quantity: number;
}

/** A cart as a shopper thinks of it. */
interface Expected {
  readonly lines: Readonly<Record<string, number>>;
  readonly until: number;
}

/** Mostly minutes to days, sometimes the weeks after which lines need renewing or the cart is over. */
const afterMs = fc.oneof(
  fc.integer({ min: 0, max: 4 * DAY }),
  fc.integer({ min: 28 * DAY, max: 32 * DAY }),
  fc.constantFrom(0, HOUR, 30 * DAY - 1, 30 * DAY, 30 * DAY + HOUR, 60 * DAY),
);
const sku = fc.constantFrom('A', 'B', 'C', 'D', 'E');
const quantity = fc.integer({ min: 0, max: 3 });
const history = fc.array(fc.record({ afterMs, sku, quantity }), { maxLength: 40 });

const change = ({ deps }: CartShop, { sku, quantity }: Event) =>
  quantity === 0 ? removeLine(deps, CART, sku) : putLine(deps, CART, { sku, quantity });

function expectedAfter({ lines, until }: Expected, event: Event, now: number): Expected {
  const { [event.sku]: old, ...others } = until > now ? lines : {};
  if (event.quantity === 0 && old === undefined) return { lines, until };
  const line = event.quantity === 0 ? {} : { [event.sku]: event.quantity };
  return { lines: { ...others, ...line }, until: Math.ceil((now + 30 * DAY) / HOUR) * HOUR };
}

async function expectShown(shop: CartShop, { lines, until }: Expected): Promise<void> {
  const outcome = await showCart(shop.deps, CART);
  const shown = outcome.kind === 'shown' && {
    lines: quantitiesOf(outcome.cart),
    until: Date.parse(outcome.cart.expiresAt),
  };
  expect(shown).toEqual(until > shop.clock.now() && { lines, until });
}

/**
 * The promise: a cart is whole until it expires and gone from then on, whatever DynamoDB's time to live has
 * taken away of what it may take, and however late. fast-check prints the seed and path of a failure.
 */
test('a cart never lives or dies by halves', async () => {
  const property = fc.asyncProperty(history, fc.nat(), async (events, seed) => {
    const shop = cartShop();
    const random = new SeededRandom(seed);
    for (const each of ['A', 'B', 'C', 'D', 'E']) shop.sell(each);
    let expected: Expected = { lines: {}, until: 0 };
    for (const event of events) {
      shop.clock.advance(event.afterMs);
      forgetExpired(shop, () => random.next() < 0.5);
      await expectShown(shop, expected);
      await change(shop, event);
      expected = expectedAfter(expected, event, shop.clock.now());
      await expectShown(shop, expected);
    }
  });
  await fc.assert(property, { numRuns: 500 });
});

describe('a cart that two Regions began while they were cut off from each other', () => {
  const now = Date.UTC(2026, 0, 1);
  const headFrom = (since: number) => ({ since, expiresAt: expiryAfterChange(since) });
  const lineFrom = (sku: string, time: number) => ({
    sku,
    quantity: 1,
    keptUntil: keptUntilFor(expiryAfterChange(time)),
  });

  it('holds the lines of both, whichever head was written last', () => {
    const lines = [lineFrom('A', now), lineFrom('B', now + 5 * DAY)];
    for (const since of [now, now + 5 * DAY])
      expect(livingCart({ head: headFrom(since), lines }, now + 6 * DAY)?.lines).toEqual(lines);
  });
});
