import { NEVER_TRIPPED, type Circuit } from '../../domain/payments/circuit';
import { type CircuitReading, type CircuitStore } from '../../domain/payments/circuit-store';
import { type Slot } from '../../domain/payments/circuit-window';
import { atomically, type Step } from './step';

/** What the instances of one "Region" of a test share. */
export class MemoryCircuit {
  circuit: Circuit = NEVER_TRIPPED;
  version = 0;
  readonly slots = new Map<string, Slot>();
}

/** `CircuitStore` in memory. */
export class MemoryCircuitStore implements CircuitStore {
  constructor(
    private readonly shared: MemoryCircuit,
    private readonly step?: Step,
  ) {}

  async read(oldest: number): Promise<CircuitReading> {
    return atomically(this.step, 'circuit.read', () => {
      const { circuit, version, slots } = this.shared;
      return { circuit, version, slots: [...slots.values()].filter(({ second }) => second >= oldest) };
    });
  }

  async count(slot: Slot): Promise<void> {
    return atomically(this.step, 'circuit.count', () => {
      const { slots } = this.shared;
      const { second, version, calls, failures } = slot;
      const key = `${second}#${version}`;
      const before = slots.get(key) ?? { calls: 0, failures: 0 };
      slots.set(key, {
        second,
        version,
        calls: before.calls + calls,
        failures: before.failures + failures,
      });
    });
  }

  async write(circuit: Circuit, before: number): Promise<'written' | 'overtaken'> {
    return atomically(this.step, 'circuit.write', () => {
      if (this.shared.version !== before) return 'overtaken';
      this.shared.circuit = circuit;
      this.shared.version = before + 1;
      return 'written';
    });
  }
}
