/** The request or its answer is lost. `is refused`: the caller knows that nothing happened. */
export const LOST = ['is lost', 'is refused', 'has its answer lost'] as const;

/** The client sends the request again by itself. A late copy may land at any time while AWS accepts it. */
export const RESENT = ['lands twice', 'lands, a copy is late', 'is lost, a copy is late'] as const;

/** What becomes of a request. */
export type Fate = 'is answered' | (typeof LOST)[number] | (typeof RESENT)[number];

/** How rough the sea is in one run; all are probabilities. */
export interface Weather {
  /** That a request is lost, answered to nobody, or sent twice. */
  readonly fault: number;
  /** What goes wrong then. */
  readonly fates: readonly Fate[];
  /** That some actor crashes, at each step. */
  readonly crash: number;
  /** That the payment provider is out of order, at each call: it says so, and has done nothing. */
  readonly outage: number;
  /** That the next actor begins, that a late copy arrives, at each step. */
  readonly begin: number;
  readonly arrive: number;
  /** That the actor that went last goes next, if it can. */
  readonly stickiness: number;
}

/** Nothing fails. */
export const CALM: Weather = {
  fault: 0,
  fates: [],
  crash: 0,
  outage: 0,
  begin: 0.25,
  arrive: 0.1,
  stickiness: 0,
};
