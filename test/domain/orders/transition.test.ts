import { type Order } from '../../../lambdas/domain/orders/order';
import { move, retryTime, TELLING_LATER } from '../../../lambdas/domain/orders/transition';
import { Shop } from '../shop';

const MINUTE = 60_000;

let shop: Shop;
let now: number;
beforeEach(() => {
  shop = new Shop().stock('A', 5);
  now = shop.clock.now();
});

describe('moving an order on', () => {
  const moved = async (work: Order['work']) => {
    const order = shop.change(await shop.order(), { work, tries: 3 });
    const step = await move(shop.deps(), order, {});
    expect(step).toMatchObject({ kind: 'moved', order: { version: order.version + 1, tries: 0 } });
    return step.order.work;
  };
  const inHand = () => ({ region: 'us-east-1', dueAt: now + MINUTE });

  it('takes it in hand for a minute where nobody has it', async () => {
    expect(await moved(undefined)).toEqual(inHand());
  });

  it.each([-1, 0, 29_999])('takes it in hand anew when only %i ms are left', async (left) => {
    expect(await moved({ region: 'us-west-2', dueAt: now + left })).toEqual(inHand());
  });

  it.each([30_000, 59_000])('leaves its time while %i ms are left: the index costs writes', async (left) => {
    const work = { region: 'us-west-2', dueAt: now + left };
    expect(await moved(work)).toEqual(work);
  });

  it('keeps what it was and when', async () => {
    const order = await shop.order();
    shop.clock.advance(MINUTE);
    const { order: next } = await move(shop.deps(), order, { status: 'REFUNDING' });
    expect(next.history).toEqual([...order.history, { status: 'REFUNDING', at: now + MINUTE }]);
  });
});

describe('what failed is tried again', () => {
  const retry = (share: number, tries: number, wait: Parameters<typeof retryTime>[2] = {}) =>
    retryTime({ ...shop.deps(), random: { next: () => share, id: () => 'id' } }, tries, wait) - now;

  it.each([
    [0, 0, 1_000],
    [0, 30, 1_000],
    [0.5, 0, 3_000],
    [0.5, 2, 9_000],
    [0.999999, 30, 15 * MINUTE - 1],
  ])('at %f of a back-off after %i tries in %i ms: between a second and 15 minutes', (share, tries, ms) => {
    expect(retry(share, tries)).toBeCloseTo(ms, -1);
  });

  it.each([
    [0, 0, 10_000],
    [0.5, 0, 40_000],
    [0.999999, 30, 360 * MINUTE],
  ])('at %f after %i tries in %i ms where only words are at stake', (share, tries, ms) => {
    expect(retry(share, tries, { pace: TELLING_LATER })).toBeCloseTo(ms, -2);
  });

  it.each([
    [-MINUTE, 1_000],
    [5 * MINUTE, 5 * MINUTE + 1_000],
    [60 * MINUTE, 15 * MINUTE + 1_000],
  ])('not before a time %i ms ahead, as far as that is believed: in %i ms', (ahead, ms) => {
    expect(retry(0, 0, { notBefore: now + ahead })).toBe(ms);
  });
});
