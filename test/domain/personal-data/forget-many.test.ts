import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { AnnsShop, TRACES } from './anns-shop';

let shop: AnnsShop;
beforeEach(() => {
  shop = new AnnsShop();
  shop.stock('A', 50);
});

describe('many orders', () => {
  const KEYS = Array.from({ length: 130 }, (_, n) => `k${n}`);
  beforeEach(async () => {
    shop.stock('A', 200);
    for (const key of KEYS) await shop.buys(key);
  });

  it('are erased page by page', async () => {
    const result = await shop.run();
    expect(result).toMatchObject({ seen: 130, leftOver: 0, notYet: [] });
    expect([...result.erased].sort()).toEqual(KEYS.map(orderIdOf).sort());
    expect(result).not.toHaveProperty('cursor');
    expect(shop.traces()).not.toMatch(TRACES);
  });

  it('stop at the deadline, and go on from the cursor', async () => {
    const first = await shop.run({ deadline: shop.clock.now() });
    expect(first).toMatchObject({ seen: 100, cursor: expect.any(String) as string });
    const second = await shop.run({ deadline: shop.clock.now(), cursor: first.cursor });
    expect(second).toMatchObject({ seen: 30 });
    expect(second).not.toHaveProperty('cursor');
    expect(first.erased.length + second.erased.length).toBe(130);
  });

  it('a failing one keeps none of its page, and says where to go on', async () => {
    const { cursor } = await shop.run({ deadline: shop.clock.now() });
    shop.lose('personalData.replace:before');

    const result = await shop.run({ cursor });

    expect(result).toMatchObject({ seen: 0, cursor, waitingFor: 'the test cut the connection' });
    expect(result.erased).toHaveLength(29);
    expect((await shop.run({ cursor })).erased).toHaveLength(1);
    expect(shop.traces()).not.toMatch(TRACES);
  });

  it('a table that does not answer is told, from the start', async () => {
    shop.lose('personalData.scan:before');
    const result = await shop.run();
    expect(result).toEqual({
      seen: 0,
      erased: [],
      leftOver: 0,
      notYet: [],
      waitingFor: 'the test cut the connection',
    });
  });
});
