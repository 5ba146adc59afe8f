import { type Order } from './order';

/** Hears what this process does to orders. Must not throw: what it hears of has happened. */
export interface OrderObserver {
  /** The order is in another status now, by a write of this process: of all that try, one is told. */
  changed(order: Order): void;
  /** A checkout holds all that it wants: how many requests to the Ledger each line took, from 1. */
  reserved(tries: readonly number[]): void;
}
