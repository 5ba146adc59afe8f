import { MemoryCircuit, MemoryCircuitStore } from '../../../lambdas/adapters/memory/circuit-store';
import { circuitStoreContract } from '../contract/circuit-store';

describe('CircuitStore in memory', () =>
  circuitStoreContract(async () => new MemoryCircuitStore(new MemoryCircuit())));
