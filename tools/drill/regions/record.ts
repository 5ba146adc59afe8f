import { type Drained } from '../drain';
import { type Evidence, type Shown, type Visit } from '../record';
import { type RegionPhase, type RegionPlan } from './plan';
import { type RequestSeen } from './requests';
import { type Trip } from './trip';

/** A phase as it was; times in ms since the epoch. */
export interface RegionRun {
  readonly phase: RegionPhase;
  readonly from: number;
  /** When the faults were in force, or the operator's command was over. */
  readonly begunAt: number;
  readonly to: number;
}

/** An order that the Region under drill had accepted and not finished when it was gone. */
export interface LeftBehind {
  readonly orderId: string;
  /** As the other Region showed it just before the Region under drill came back. */
  readonly shown: Shown;
}

/** A key that was used once more, in the Region that did not record its order. */
export interface KeyAgain {
  readonly key: string;
  readonly orderId: string;
  /** The order that the repetition named, or why there is none. */
  readonly again:
    | { readonly kind: 'order'; readonly orderId: string }
    | { readonly kind: 'none'; readonly why: string };
}

/** Units of a SKU at the end, as an operator sees them. */
export interface SkuStock {
  readonly sku: string;
  /** Units that were put on sale. */
  readonly offered: number;
  readonly received: number;
  readonly available: number;
  readonly held: number;
  readonly sold: number;
}

/** All that a drill of a Region saw. */
export interface RegionRecord extends Evidence {
  readonly plan: RegionPlan;
  readonly regions: readonly string[];
  readonly runs: readonly RegionRun[];
  readonly requests: readonly RequestSeen[];
  readonly trips: readonly Trip[];
  /** Checkouts that waited for their answer when the Region went. */
  readonly checkoutsCaught: number;
  readonly leftBehind: readonly LeftBehind[];
  readonly drained: Drained;
  readonly again: readonly KeyAgain[];
  readonly stock: readonly SkuStock[];
}

/** Shoppers who got as far as a checkout and were not told that somebody else was faster. */
export const visitsOf = (trips: readonly Trip[]): readonly Visit[] =>
  trips.flatMap(({ visit }) => (visit === null || isSoldOut(visit) ? [] : [visit]));

/** Checkouts that came too late for the last units. */
export const soldOutOf = (trips: readonly Trip[]): readonly Trip[] =>
  trips.filter(({ visit }) => visit !== null && isSoldOut(visit));

/** Of the conflicts that an order may meet, only the stock's can happen in a drill: prices and keys stay. */
const isSoldOut = ({ kept, answers }: Visit): boolean => kept === null && answers.at(-1) === 409;

/** When the first phase of a part began, in ms since the epoch; null when it never came to that. */
export const beganAt = (runs: readonly RegionRun[], part: RegionPhase['part']): number | null =>
  runs.find(({ phase }) => phase.part === part)?.from ?? null;
