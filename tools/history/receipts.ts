import { groupBy } from '../group-by';
import { isRefused, type Receiving, successOf } from './operation';
import { type Step, Steps } from './steps';

/** Units that receipts booked, in total up to a time. */
export interface Booked {
  /** At least, by the answers. */
  readonly surely: Steps;
  /** At most, by the requests. */
  readonly possibly: Steps;
}

/** What a SKU's receipts brought in, and what they took out. */
export interface Bookings {
  readonly received: Booked;
  readonly withdrawn: Booked;
}

/**
 * Adds up receipts, each id once. One is booked at some time between the first request that was not refused and the
 * first success. One that every success calls a repetition may have been booked before the recording: then the
 * baseline has it, so that it is possible and not sure.
 */
export function bookingsOf(receipts: readonly Receiving[]): Bookings {
  const tallies = [...groupBy(receipts, ({ receiptId }) => receiptId).values()].map(tallyOf);
  const booked = (sign: 1 | -1): Booked => ({
    surely: new Steps(tallies.flatMap(({ surely }) => signed(surely, sign))),
    possibly: new Steps(tallies.flatMap(({ possibly }) => possibly.flatMap((step) => signed(step, sign)))),
  });
  return { received: booked(1), withdrawn: booked(-1) };
}

/** Of one receipt id; several quantities may have been tried, of which one counts. */
interface Tally {
  readonly surely: Step | null;
  readonly possibly: readonly Step[];
}

function tallyOf(receipts: readonly Receiving[]): Tally {
  const possible = receipts.filter((receipt) => !isRefused(receipt));
  const booked = possible.filter((receipt) => successOf(receipt) !== null);
  const isNew = booked.some((receipt) => successOf(receipt)?.replayed === false);
  const [first] = booked;
  const at = Math.min(...booked.map(({ answered }) => answered));
  return {
    surely: isNew && first ? { at, quantity: first.quantity } : null,
    possibly: [...groupBy(possible, ({ quantity }) => quantity)].map(([quantity, same]) => ({
      at: Math.min(...same.map(({ sent }) => sent)),
      quantity,
    })),
  };
}

/** Positive units of the steps that go this way. */
function signed(step: Step | null, sign: 1 | -1): readonly Step[] {
  return step !== null && step.quantity * sign > 0 ? [{ at: step.at, quantity: step.quantity * sign }] : [];
}
