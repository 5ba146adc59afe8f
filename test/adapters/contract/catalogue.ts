import { type Catalogue, type Product } from '../../../lambdas/domain/catalogue/catalogue';
import { type MakeStores } from './stores';

const product = (sku: string, name = `Product ${sku}`, amount = 100): Product => ({
  sku,
  name,
  price: { amount, currency: 'EUR' },
});

/** What every `Catalogue` must do. */
export function catalogueContract(make: MakeStores): void {
  let catalogue: Catalogue;
  beforeEach(async () => ({ catalogue } = await make()));

  async function listAll(limit: number, q?: string): Promise<string[]> {
    const skus: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await catalogue.list({ limit, cursor, q });
      expect(page?.items.length).toBeLessThanOrEqual(limit);
      skus.push(...(page?.items ?? []).map(({ sku }) => sku));
      cursor = page?.cursor;
    } while (cursor !== undefined);
    return skus;
  }

  test('gets what was put last, and nothing for an unknown SKU', async () => {
    await catalogue.put(product('A', 'Old name'));
    await catalogue.put(product('A', 'New name', 250));

    expect(await catalogue.get('A')).toEqual(product('A', 'New name', 250));
    expect(await catalogue.get('B')).toBeUndefined();
  });

  test('puts and gets many, the last of one SKU', async () => {
    const products = Array.from({ length: 130 }, (_, index) => product(`P${index}`));
    await catalogue.putMany([product('P1', 'Replaced'), ...products]);

    const skus = products.map(({ sku }) => sku);
    const found = await catalogue.getMany([...skus, 'P1', 'unknown']);

    expect(found).toEqual(new Map(products.map((each) => [each.sku, each])));
    expect(await catalogue.getMany([])).toEqual(new Map());
  });

  test('lists all in order of SKU, page by page', async () => {
    const skus = ['b', 'A-2', 'a', 'A.1', 'Z_9', '10', 'A-1', '9'];
    await catalogue.putMany(skus.map((sku) => product(sku)));
    const sorted = [...skus].sort();

    expect(await listAll(3)).toEqual(sorted);
    expect(await listAll(8)).toEqual(sorted);
    expect(await listAll(100)).toEqual(sorted);
  });

  test('has no cursor after the last page', async () => {
    await catalogue.putMany([product('A'), product('B')]);

    expect(await catalogue.list({ limit: 2 })).toEqual({ items: [product('A'), product('B')] });
    expect(await catalogue.list({ limit: 1 })).toMatchObject({
      items: [product('A')],
      cursor: expect.any(String) as string,
    });
  });

  test('finds by SKU or name, whatever the case', async () => {
    await catalogue.putMany([
      product('TEA-1', 'Green'),
      product('X-1', 'black tea'),
      product('X-2', 'Coffee'),
    ]);

    expect(await listAll(10, 'Tea')).toEqual(['TEA-1', 'X-1']);
    expect(await listAll(1, 'tEA')).toEqual(['TEA-1', 'X-1']);
    expect(await listAll(10, 'COFF')).toEqual(['X-2']);
    expect(await listAll(10, 'milk')).toEqual([]);
  });

  test('finds a few among many, in bounded steps', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => product(`N${String(index).padStart(4, '0')}`));
    await catalogue.putMany([...many, product('N0003', 'Needle'), product('N2402', 'Needle')]);

    expect(await listAll(5, 'needle')).toEqual(['N0003', 'N2402']);
  });

  test.each(['nonsense', 'WyJzdG9jayIsIkEiXQ', ''])(
    'knows that the cursor "%s" is none of its own',
    async (cursor) => {
      await catalogue.put(product('A'));

      expect(await catalogue.list({ limit: 5, cursor })).toBeUndefined();
    },
  );
}
