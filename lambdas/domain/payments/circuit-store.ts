import { type Circuit } from './circuit';
import { type Slot } from './circuit-window';

/** The circuit as it stands, and what the provider did lately. */
export interface CircuitReading {
  readonly circuit: Circuit;
  /** 0 while nothing was ever written; each change of the circuit raises it by one, counting does not. */
  readonly version: number;
  readonly slots: readonly Slot[];
}

/**
 * Port to the circuit that all instances in one Region share. Throws `StoreUnavailable`, after which a write may
 * have been applied or not.
 */
export interface CircuitStore {
  /** Everything written in this Region before; slots from `oldest` on, in seconds since the epoch. */
  read(oldest: number): Promise<CircuitReading>;
  /** Adds to a slot. */
  count(slot: Slot): Promise<void>;
  /** Changes the circuit, which thereby gets version `before + 1`, unless somebody else has. */
  write(circuit: Circuit, before: number): Promise<'written' | 'overtaken'>;
}
