import {
  type PersonalDataStore,
  type StoredDetails,
  withoutPersonalData,
} from '../../../lambdas/domain/personal-data/personal-data';
import { details, NOW, openBucket, order, received } from './samples';
import { type MakeStores, type Stores } from './stores';

/** Everything that a scan finds, in order of keys. */
async function scanAll(store: PersonalDataStore): Promise<StoredDetails[]> {
  const all: StoredDetails[] = [];
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<PersonalDataStore['scan']>> = await store.scan(cursor);
    all.push(...page.found);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return all.sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
}

/** What every `PersonalDataStore` must do. */
export function personalDataContract(make: MakeStores): void {
  let stores: Stores;
  beforeEach(async () => (stores = await make()));

  test('a scan finds the details of every order once, wherever they stand, and nothing else', async () => {
    const { orders, personalData, stock, receipts } = stores;
    const numbers = Array.from({ length: 120 }, (_, n) => 100 + n);
    await Promise.all(
      numbers.map((n) => orders.commit(order(`ord_${n}`), details(n % 40 === 0 ? 1_500 : 1))),
    );
    await orders.fence('ord_x', 'a1');
    await openBucket(stock, 4);
    await receipts.commit(received('r1'));

    const found = await scanAll(personalData);

    expect(found.map(({ orderId, attempt }) => `${orderId} ${attempt}`)).toEqual(
      numbers.map((n) => `ord_${n} a1`),
    );
    expect(found[0]?.details).toEqual(details(1));
    expect(found[20]?.details).toEqual(details(1_500));
  });

  test.each([1, 300])(
    'replaces the details of an order of %d lines, and nothing of its head',
    async (lines) => {
      const { orders, personalData } = stores;
      const [placed, other] = [order('ord_1'), order('ord_2')];
      await orders.commit(placed, details(lines));
      await orders.commit(other, details(lines));
      const [found] = await scanAll(personalData);
      if (found?.details === undefined) throw new Error('the test expects details');
      const erased = withoutPersonalData(found.details, NOW);

      await personalData.replace(found, erased);
      await personalData.replace(found, erased);

      expect(await orders.read('ord_1')).toEqual({ kind: 'order', order: placed });
      expect(await orders.details(placed)).toEqual(erased);
      expect(await orders.details(other)).toEqual(details(lines));
      expect(await orders.update({ ...placed, version: 2, status: 'CONFIRMED' })).toEqual({
        kind: 'updated',
      });
      expect(await orders.details(placed)).toEqual(erased);
    },
  );

  test('a copy of the commit that comes late brings nothing back', async () => {
    const { orders, personalData } = stores;
    await orders.commit(order('ord_1'), details(300));
    const [found] = await scanAll(personalData);
    if (found?.details === undefined) throw new Error('the test expects details');
    await personalData.replace(found, withoutPersonalData(found.details, NOW));

    expect(await orders.commit(order('ord_1'), details(300))).toEqual({ kind: 'committed' });

    expect(await orders.details(order('ord_1'))).toEqual(withoutPersonalData(details(300), NOW));
  });

  test('refuses a cursor that is none', async () => {
    await expect(stores.personalData.scan('nonsense')).rejects.toMatchObject({ code: 'corrupt_record' });
  });
}
