import { type AuditResult } from '../replaying/audit';
import { type Acknowledged } from '../client/acknowledged';
import { type Charge, type Crash, type Mail, type Order } from '../client/shapes';
import { type Drained } from './drain';
import { type Phase, type Plan } from './plan';
import { type Sample } from './watch';

/** Whether the shopper's card is good for anything. */
export type Card = 'good' | 'declined';

/** A shopper who placed one order, trying again under the same key until an answer could be kept. */
export interface Visit {
  /** The Idempotency-Key. */
  readonly key: string;
  /** Nobody else has it. */
  readonly email: string;
  readonly card: Card;
  /** When the first attempt left, in ms since the epoch. */
  readonly sentAt: number;
  /** From the first attempt to the answer that was kept, waits included. */
  readonly latencyMs: number;
  /** Status of every answer; null where none came. */
  readonly answers: readonly (number | null)[];
  readonly kept: Acknowledged | null;
}

/** A phase as it was; times in ms since the epoch. */
export interface PhaseRun {
  readonly phase: Phase;
  readonly from: number;
  readonly to: number;
}

/** An order as the Region that did not record it shows it. */
export type Shown =
  | { readonly kind: 'order'; readonly status: Order['status'] }
  | { readonly kind: 'none'; readonly why: string };

/** A dead-letter queue that holds more messages than before the drill. */
export interface DeadLetters {
  readonly queue: string;
  readonly messages: number;
}

/** What was found once the drill was over. */
export interface Evidence {
  /** By order id. */
  readonly shown: ReadonlyMap<string, Shown>;
  readonly charges: readonly Charge[];
  readonly mails: readonly Mail[];
  /** Processes that were killed, a lost Region's among them. */
  readonly crashes: readonly Crash[];
  readonly audit: AuditResult;
  readonly deadLetters: readonly DeadLetters[];
}

/** All that a drill saw. */
export interface DrillRecord extends Evidence {
  readonly plan: Plan;
  readonly regions: readonly string[];
  readonly runs: readonly PhaseRun[];
  readonly visits: readonly Visit[];
  readonly samples: readonly Sample[];
  readonly drained: Drained;
}
