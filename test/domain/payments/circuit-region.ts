import { MemoryCircuit, MemoryCircuitStore } from '../../../lambdas/adapters/memory/circuit-store';
import { ManualClock } from '../../../lambdas/adapters/memory/manual-clock';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import {
  type Admission,
  type CallerRole,
  PaymentCircuit,
} from '../../../lambdas/domain/payments/circuit-breaker';

/** The circuit of one Region, its instances, and what they did to its store. */
export function region() {
  const shared = new MemoryCircuit();
  const clock = new ManualClock();
  const random = new SeededRandom(1);
  const operations: string[] = [];
  const told: string[] = [];
  const broken = new Set<string>();
  const step = async (point: string) => {
    if (point.endsWith(':before')) operations.push(point.replace(/circuit\.(.*):before/, '$1'));
    if (broken.has(point)) throw new StoreUnavailable(`${point} is lost`, 'unknown');
  };
  const observer = {
    opened: ({ trips }: { trips: number }) => void told.push(`opened ${trips}`),
    closed: () => void told.push('closed'),
    storeFailed: () => void told.push('store failed'),
  };
  const instance = (role: CallerRole) => {
    const store = new MemoryCircuitStore(shared, step);
    return new PaymentCircuit({ store, role, clock, random, observer });
  };
  return { shared, clock, operations, told, broken, instance };
}

export type Circuit = ReturnType<ReturnType<typeof region>['instance']>;

export const FAILED = { failed: true, ms: 10 };
export const FINE = { failed: false, ms: 10 };

export async function call(
  circuit: Circuit,
  outcome: { failed: boolean; ms: number },
): Promise<Admission['kind']> {
  const admission = await circuit.admit();
  if (admission.kind !== 'refused') await circuit.record(admission, outcome);
  return admission.kind;
}

export async function fail(circuit: Circuit, times = 5): Promise<void> {
  for (let n = 0; n < times; n++) await call(circuit, FAILED);
}

/** A Region whose circuit has opened. */
export async function outage() {
  const all = region();
  await fail(all.instance('shopper'));
  all.told.length = 0;
  return all;
}
