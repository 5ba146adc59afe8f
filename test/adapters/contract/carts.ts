import { type CartLine, type CartStore } from '../../../lambdas/domain/carts/cart';
import { mapBounded } from '../../../lambdas/domain/runtime';
import { type MakeStores } from './stores';

const CART = '0e0f8a5c-5d0b-4b7e-9d38-5f2a6c1e7b90';
const OTHER = '5f2a6c1e-7b90-4d38-8b7e-0e0f8a5c5d0b';
const SOON = Date.UTC(2026, 1, 1);
const LATER = Date.UTC(2026, 2, 1);

const line = (sku: string, quantity = 1, keptUntil = SOON): CartLine => ({ sku, quantity, keptUntil });

/** What every `CartStore` must do. */
export function cartStoreContract(make: MakeStores): void {
  let carts: CartStore;
  beforeEach(async () => ({ carts } = await make()));

  test('has nothing under an id that nobody used', async () => {
    await carts.putLine(OTHER, line('A'));

    expect(await carts.read(CART)).toEqual({ head: undefined, lines: [] });
  });

  test('reads head and lines as they were put last, in order of SKU', async () => {
    await carts.putHead(CART, { since: 1_767_225_600_123, expiresAt: SOON });
    await carts.putHead(CART, { since: 1_767_225_600_123, expiresAt: LATER });
    for (const sku of ['b', 'A-2', 'a', 'A.1', 'Z_9', '10', 'A-1', 'CART'])
      await carts.putLine(CART, line(sku));
    await carts.putLine(CART, line('a', 100_000, LATER));

    expect(await carts.read(CART)).toEqual({
      head: { since: 1_767_225_600_123, expiresAt: LATER },
      lines: [
        ...['10', 'A-1', 'A-2', 'A.1', 'CART', 'Z_9'].map((sku) => line(sku)),
        line('a', 100_000, LATER),
        line('b'),
      ],
    });
  });

  test('removes one line, and nothing where there is none', async () => {
    await carts.putHead(CART, { since: 0, expiresAt: SOON });
    await carts.putLine(CART, line('A'));
    await carts.putLine(CART, line('B'));

    await carts.removeLine(CART, 'A');
    await carts.removeLine(CART, 'A');
    await carts.removeLine(CART, 'C');

    expect(await carts.read(CART)).toEqual({ head: { since: 0, expiresAt: SOON }, lines: [line('B')] });
  });

  test('keeps the named lines longer, and brings back none that is gone', async () => {
    await carts.putLine(CART, line('A', 3));
    await carts.putLine(CART, line('B', 4));
    await carts.putLine(CART, line('C', 5));

    await carts.keepLines(CART, ['A', 'C', 'gone'], LATER);
    await carts.keepLines(CART, [], LATER);

    expect((await carts.read(CART)).lines).toEqual([line('A', 3, LATER), line('B', 4), line('C', 5, LATER)]);
  });

  test('reads the largest cart in full', async () => {
    const skus = Array.from({ length: 1_500 }, (_, index) => `${'x'.repeat(60)}${1_000 + index}`);
    await mapBounded(skus, 16, (sku) => carts.putLine(CART, line(sku)));

    const { lines } = await carts.read(CART);

    expect(lines.map(({ sku }) => sku)).toEqual(skus);
  });
}
