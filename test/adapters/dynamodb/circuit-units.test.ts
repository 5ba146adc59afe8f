import { DynamoDbCircuitStore } from '../../../lambdas/adapters/dynamodb/circuit-store';
import { Table } from '../../../lambdas/adapters/dynamodb/table';
import { ManualClock } from '../../../lambdas/adapters/memory/manual-clock';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { type CallerRole, PaymentCircuit } from '../../../lambdas/domain/payments/circuit-breaker';
import { emulatedClient } from '../../../tools/bench/dynamodb/emulated-client';
import { type MeteredShop, meteredShop } from '../support/metered-shop';

const quiet = { opened: () => undefined, closed: () => undefined, storeFailed: () => undefined };

/** What the circuit breaker costs, in calls to the table and write units. */
describe('the circuit breaker', () => {
  const clock = new ManualClock();
  let metered: MeteredShop;
  let reads = 0;
  let regions = 0;
  beforeAll(async () => (metered = await meteredShop()));
  beforeEach(() => {
    reads = 0;
    regions += 1;
    metered.meter.reset();
  });
  afterAll(async () => metered.close());

  const instance = (role: CallerRole) => {
    const client = emulatedClient('us-east-1', (call) => {
      if (call.operation === 'Query') reads += 1;
      return metered.meter.handle(call);
    });
    const random = new SeededRandom(1);
    const store = new DynamoDbCircuitStore(
      new Table(client, 'shop', { clock, random }),
      `payments#region-${regions}`,
    );
    return new PaymentCircuit({ store, role, clock, random, observer: quiet });
  };

  async function call(circuit: PaymentCircuit, failed: boolean): Promise<void> {
    const admission = await circuit.admit();
    if (admission.kind !== 'refused') await circuit.record(admission, { failed, ms: 10 });
  }

  const cost = () => ({ writes: metered.meter.writeUnits, reads });

  test('writes nothing while all is well, and reads once a second', async () => {
    const circuit = instance('shopper');
    for (let n = 0; n < 10; n++) await call(circuit, false);
    expect(cost()).toEqual({ writes: 0, reads: 1 });
  });

  test('costs a write and a read for each call that fails, and one write to open', async () => {
    const circuit = instance('shopper');
    for (let n = 0; n < 3; n++) await call(circuit, true);
    expect(cost()).toEqual({ writes: 4, reads: 4 });
  });

  test('writes nothing while it refuses, and twice to be probed and closed', async () => {
    const [shopper, worker] = [instance('shopper'), instance('worker')];
    for (let n = 0; n < 5; n++) await call(shopper, true);
    metered.meter.reset();
    reads = 0;
    for (let n = 0; n < 10; n++) await call(shopper, false);
    expect(cost()).toEqual({ writes: 0, reads: 0 });
    clock.advance(5_000);
    await call(worker, false);
    expect(cost()).toEqual({ writes: 2, reads: 1 });
  });
});
