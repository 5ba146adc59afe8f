import { type RoutingStore } from '../../../lambdas/domain/routing/routing';

/** What every `RoutingStore` must do; `make` gives an empty one. */
export function routingStoreContract(make: () => Promise<RoutingStore>): void {
  let store: RoutingStore;
  beforeEach(async () => (store = await make()));

  test('nothing is kept for a Region that nobody wrote', async () => {
    expect(await store.read('us-east-1')).toBeUndefined();
  });

  test('the last value of each Region is kept, and no other Region is touched', async () => {
    await store.write('us-east-1', { in: true, weight: 10 });
    await store.write('us-west-2', { in: false, weight: 100 });
    await store.write('us-east-1', { in: true, weight: 25 });

    expect(await store.read('us-east-1')).toEqual({ in: true, weight: 25 });
    expect(await store.read('us-west-2')).toEqual({ in: false, weight: 100 });
  });

  test('writing the same again changes nothing', async () => {
    await store.write('us-east-1', { in: false, weight: 50 });
    await store.write('us-east-1', { in: false, weight: 50 });

    expect(await store.read('us-east-1')).toEqual({ in: false, weight: 50 });
  });

  test('two probes that write at once both succeed', async () => {
    await Promise.all([
      store.write('us-east-1', { in: false, weight: 1 }),
      store.write('us-west-2', { in: true, weight: 2 }),
    ]);

    expect(await store.read('us-east-1')).toEqual({ in: false, weight: 1 });
    expect(await store.read('us-west-2')).toEqual({ in: true, weight: 2 });
  });
}
