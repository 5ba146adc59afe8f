import { MemoryCircuit, MemoryCircuitStore } from '../../lambdas/adapters/memory/circuit-store';
import { SeededRandom } from '../../lambdas/adapters/memory/seeded-random';
import { PaymentCircuit } from '../../lambdas/domain/payments/circuit-breaker';
import { guardedPayments } from '../../lambdas/domain/payments/guarded-payments';
import { type Payments } from '../../lambdas/domain/payments/payments';
import { type Clock } from '../../lambdas/domain/runtime';

/** Runs of the simulation in which each Region has a circuit breaker: few, as it keeps actors from the provider. */
const GUARDED_SHARE = 8;

/** The longest opening. */
const MOST_OPEN_MS = 60_000;

const SHOPPERS = /^(shopper|canceller)/;
const quiet = { opened: () => undefined, closed: () => undefined, storeFailed: () => undefined };

/** What functions ask of the circuit of their payments. */
export type Circuit = Pick<PaymentCircuit, 'refresh' | 'dueBy' | 'probe' | 'takeClosed' | 'isOpen'>;

const noCircuit: Circuit = {
  refresh: () => undefined,
  dueBy: async () => undefined,
  probe: async () => undefined,
  takeClosed: () => false,
  isOpen: async () => false,
};

/**
 * The circuits of all Regions of one run, or none. Their store never fails: circuit/simulation.ts sees to that. Their
 * randomness is their own, so that they change nothing in the other runs.
 */
export class WorldCircuits {
  readonly isThere: boolean;
  private readonly random: SeededRandom;
  private readonly regions = new Map<string, MemoryCircuit>();

  constructor(seed: number) {
    this.isThere = Math.floor(seed) % GUARDED_SHARE === 0;
    this.random = new SeededRandom(seed);
  }

  /** The payments of one actor, behind the circuit of its Region, if this run has one. */
  guard(
    payments: Payments,
    { name, region, clock }: { name: string; region: string; clock: Clock },
  ): { payments: Payments; circuit: Circuit } {
    if (!this.isThere) return { payments, circuit: noCircuit };
    const shared = this.regions.get(region) ?? this.begin(clock.now());
    this.regions.set(region, shared);
    const role = SHOPPERS.test(name) ? 'shopper' : 'worker';
    const store = new MemoryCircuitStore(shared);
    const circuit = new PaymentCircuit({ store, role, clock, random: this.random, observer: quiet });
    return { payments: guardedPayments(payments, { circuit, clock, onRefused: () => undefined }), circuit };
  }

  /** Open from the start, as an outage leaves it: a run has too few calls to open one. */
  private begin(now: number): MemoryCircuit {
    const shared = new MemoryCircuit();
    const probeAt = now + Math.floor(this.random.next() * MOST_OPEN_MS);
    shared.circuit = { kind: 'open', since: now, probeAt, trips: 1 };
    shared.version = 1;
    return shared;
  }
}
