import { type WriteOutcome } from '../../lambdas/domain/errors';
import { type Fate } from './weather';

/** One invocation of a function: it may stop for ever between any two of its requests. */
export interface Actor {
  readonly name: string;
  readonly region: string;
  /** How far its machine's clock is ahead. */
  readonly clockMs: number;
  alive: boolean;
}

/** A request of an actor that has not reached its store yet. */
export interface Flight<T = unknown> {
  readonly actor: Actor;
  readonly label: string;
  /** The order that it changes or tells of, if it is one. */
  readonly orderId?: string | undefined;
  /** The item of the Ledger that it writes, if it writes one. */
  readonly item?: string | undefined;
  /** To the Ledger: fails in a Region that is cut off. */
  readonly needsQuorum?: boolean;
  /** Reads leave no trace, so their copies do not matter. */
  readonly writes: boolean;
  /** The effect, all at once. Called again for a copy of the request. */
  readonly run: () => Promise<T>;
  /** What the caller sees when the answer is lost; throws or returns it. */
  readonly lost: (outcome: WriteOutcome, fate: Fate) => T;
  /** What the caller sees when the client sent the request twice. */
  readonly resent: (answer: T) => T;
}

/** A request on its way. */
export interface Waiting extends Flight {
  /** When it was sent, in ms since the epoch. */
  readonly since: number;
  readonly settle: (answer: Promise<unknown>) => void;
}

/** Is told what the network does to requests. */
export interface Watch {
  sent(flight: Flight): void;
  /** `since`: when it was sent. */
  delivered(flight: Flight, fate: Fate, since: number, now: number): void;
  crashed(actor: Actor): void;
}
