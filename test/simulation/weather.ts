/** The request or its answer is lost. `is refused`, `is throttled`: the caller knows that nothing happened. */
export const LOST = ['is throttled', 'is refused', 'is lost', 'has its answer lost'] as const;

/** The client sends the request again by itself. A late copy may land at any time while AWS accepts it. */
export const RESENT = ['lands twice', 'lands, a copy is late', 'is lost, a copy is late'] as const;

/** What may become of a request. */
export const FATES = [
  'is answered',
  /** DynamoDB's ReplicatedWriteConflictException: the other Region writes the same item. Nothing happened. */
  'meets a write conflict',
  ...LOST,
  ...RESENT,
] as const;

export type Fate = (typeof FATES)[number];

/** How rough the sea is in one run; all are probabilities. */
export interface Weather {
  /** That a request is lost, answered to nobody, or sent twice. */
  readonly fault: number;
  /** That the next request of the same actor fails as well. */
  readonly burst: number;
  /** What goes wrong then. */
  readonly fates: readonly Fate[];
  /** That a write fails while one of the other Region to the same item is under way. */
  readonly conflict: number;
  /** That some actor crashes, at each step. */
  readonly crash: number;
  /** That the payment provider is out of order, at each call: it says so, and has done nothing. */
  readonly outage: number;
  /** That a message of a queue comes again although it was handled. */
  readonly duplicate: number;
  /** That the next actor begins, that a late copy arrives, at each step. */
  readonly begin: number;
  readonly arrive: number;
  /** That the time moves on to the next message while somebody is at work. */
  readonly leap: number;
  /** That, when nobody is at work, the bad weather lasts until the next message comes. */
  readonly last: number;
  /** That the actor that went last goes next, if it can. */
  readonly stickiness: number;
  /** Whether one actor after the other is slow: see `Priorities`. */
  readonly slowOnes: boolean;
}

/** Nothing fails. */
export const CALM: Weather = {
  fault: 0,
  burst: 0,
  fates: [],
  conflict: 0,
  crash: 0,
  outage: 0,
  duplicate: 0,
  begin: 0.25,
  arrive: 0.1,
  leap: 0,
  last: 1,
  stickiness: 0,
  slowOnes: false,
};
