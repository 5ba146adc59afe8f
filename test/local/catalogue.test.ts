import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillEmptyShop } from '../../local/catalogue';
import { fleetingNote, type Note } from '../../local/data/notes';
import { type FakeShop, startFakeShop } from '../tools/support/fake-shop';
import { problem, receivedUnits, type ShopRequest } from '../tools/support/fake-shop-routes';
import { scratchDirectory } from '../support/scratch-directory';

const CATALOGUE = [
  'sku,name,price_minor,currency,stock',
  'LAMP,Lamp,500,GBP,10',
  'CHAIR,Chair,900,GBP,4',
  'TABLE,Table,9900,GBP,0',
].join('\n');

let shop: FakeShop;
let progress: Note;
const file = join(scratchDirectory(), 'products.csv');
writeFileSync(file, CATALOGUE);

/** The listing that the fake does not have, and no receipt of chairs while the shop is to be interrupted. */
const interceptor = (interrupted: boolean) => (request: ShopRequest) => {
  if (request.path.startsWith('/v1/products')) {
    const items = [...shop.state.products].map(([sku, { name }]) => ({ sku, name }));
    return { status: 200, body: { items } };
  }
  return interrupted && request.path.includes('CHAIR') ? problem(409, 'gone') : undefined;
};

beforeEach(async () => {
  shop = await startFakeShop();
  shop.intercept = interceptor(false);
  progress = fleetingNote();
});
afterEach(() => shop.close());

const fill = () =>
  fillEmptyShop({
    file,
    progress,
    region: 'us-east-1',
    apiUrl: shop.regions[0].href,
    now: () => new Date(),
  });

const units = () => ['LAMP', 'CHAIR', 'TABLE'].map((sku) => receivedUnits(shop.state, sku));

describe('filling the shop', () => {
  test('brings products and stock into an empty one', async () => {
    expect(await fill()).toEqual({ kind: 'imported', products: 3, exampleSku: 'LAMP' });
    expect(units()).toEqual([10, 4, 0]);
  });

  test('leaves one alone that sells something', async () => {
    await fill();
    shop.state.products.delete('CHAIR');
    expect(await fill()).toEqual({ kind: 'not_empty', exampleSku: 'LAMP' });
    expect([...shop.state.products.keys()]).toEqual(['LAMP', 'TABLE']);
  });

  test('that was interrupted is done again, and adds no stock twice', async () => {
    shop.intercept = interceptor(true);
    expect(await fill()).toMatchObject({ kind: 'refused' });
    expect(shop.state.receipts.has('CHAIR catalogue')).toBe(false);
    shop.intercept = interceptor(false);
    expect(await fill()).toMatchObject({ kind: 'imported' });
    expect(units()).toEqual([10, 4, 0]);
  });
});
