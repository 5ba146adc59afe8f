import { type Circuit } from '../../../lambdas/domain/payments/circuit';
import { type CircuitStore } from '../../../lambdas/domain/payments/circuit-store';

const NOW = Date.UTC(2026, 0, 1);
const SECOND = NOW / 1_000;

const STATES: readonly Circuit[] = [
  { kind: 'open', since: NOW, probeAt: NOW + 4_000, trips: 1 },
  { kind: 'half_open', since: NOW + 4_000, trips: 1, probe: { id: 'probe-1', until: NOW + 34_000 } },
  { kind: 'closed', since: NOW + 5_000, trips: 1 },
];

/** What every `CircuitStore` must do; `make` gives another, empty one each time. */
export function circuitStoreContract(make: () => Promise<CircuitStore>): void {
  let store: CircuitStore;
  beforeEach(async () => (store = await make()));

  test('a circuit of which nothing was written is closed', async () => {
    expect(await store.read(SECOND)).toEqual({
      circuit: { kind: 'closed', since: 0, trips: 0 },
      version: 0,
      slots: [],
    });
  });

  test('every state is read as it was written, with a version of its own', async () => {
    for (const [before, circuit] of STATES.entries()) {
      expect(await store.write(circuit, before)).toBe('written');
      expect(await store.read(SECOND)).toMatchObject({ circuit, version: before + 1 });
    }
  });

  test('of writers that read the same version one succeeds', async () => {
    const [open, other] = STATES as [Circuit, Circuit];
    expect(await store.write(open, 0)).toBe('written');
    expect(await store.write(other, 0)).toBe('overtaken');
    expect(await store.write(other, 2)).toBe('overtaken');
    expect(await store.write(other, 1)).toBe('written');
    expect(await store.write(open, 1)).toBe('overtaken');
    expect(await store.read(SECOND)).toMatchObject({ circuit: other, version: 2 });
  });

  test('counts add up, for each second and version', async () => {
    await store.count({ second: SECOND, version: 0, calls: 3, failures: 1 });
    await store.count({ second: SECOND, version: 0, calls: 2, failures: 2 });
    await store.count({ second: SECOND + 1, version: 0, calls: 1, failures: 0 });
    await store.count({ second: SECOND + 1, version: 12, calls: 4, failures: 4 });

    const { slots } = await store.read(SECOND);
    expect(slots).toHaveLength(3);
    expect(slots).toEqual(
      expect.arrayContaining([
        { second: SECOND, version: 0, calls: 5, failures: 3 },
        { second: SECOND + 1, version: 0, calls: 1, failures: 0 },
        { second: SECOND + 1, version: 12, calls: 4, failures: 4 },
      ]),
    );
  });

  test('slots are read from a second on, and do not hide the state', async () => {
    for (const second of [SECOND - 31, SECOND - 30, SECOND, 9_999_999_999])
      await store.count({ second, version: 1, calls: 1, failures: 1 });
    await store.write({ kind: 'closed', since: NOW, trips: 2 }, 0);

    const { circuit, slots } = await store.read(SECOND - 30);
    expect(circuit).toMatchObject({ trips: 2 });
    expect(slots.map(({ second }) => second).sort()).toEqual([SECOND - 30, SECOND, 9_999_999_999]);
  });

  test('counting changes no version', async () => {
    await store.count({ second: SECOND, version: 0, calls: 1, failures: 1 });
    expect(await store.read(SECOND)).toMatchObject({ version: 0, circuit: { kind: 'closed' } });
    expect(await store.write({ kind: 'closed', since: NOW, trips: 0 }, 0)).toBe('written');
  });
}
