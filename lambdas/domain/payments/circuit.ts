import { type Random } from '../runtime';

/** The right to make one call through a circuit that is not closed. Times in ms since the epoch. */
export interface Probe {
  /** Of the one who holds it. */
  readonly id: string;
  /** Another may take it from then on: its holder is taken for crashed. */
  readonly until: number;
}

/** Calls go through. `trips` openings in a row came before; they are forgotten once it has held for a minute. */
export interface ClosedCircuit {
  readonly kind: 'closed';
  readonly since: number;
  readonly trips: number;
}

/** Calls are refused; from `probeAt` on a worker may try one. It is the `trips`th opening in a row, from 1. */
export interface OpenCircuit {
  readonly kind: 'open';
  readonly since: number;
  readonly probeAt: number;
  readonly trips: number;
}

/** Calls are refused, but for the one that decides. */
export interface HalfOpenCircuit {
  readonly kind: 'half_open';
  readonly since: number;
  readonly trips: number;
  readonly probe: Probe;
}

/**
 * A circuit breaker before the payment provider. Times are those of the real clock, in ms since the epoch, of
 * whoever wrote them: `since` is when this state was entered.
 */
export type Circuit = ClosedCircuit | OpenCircuit | HalfOpenCircuit;

/** A circuit of which nothing was ever written. */
export const NEVER_TRIPPED: ClosedCircuit = { kind: 'closed', since: 0, trips: 0 };

/** The first opening: a hiccup of the provider costs shoppers no more than this. */
const OPEN_BASE_MS = 5_000;
/** The longest: one call of a worker in this time costs nobody anything, and every shopper waits for it to succeed. */
const OPEN_CAP_MS = 20_000;
/** A circuit that has held for so long has recovered: the next outage is another one. */
const HELD_MS = 60_000;
/**
 * Longer than the longest call of a worker: a confirmation of 10 s that is followed by a look of 5 s, and up to
 * 10 s to read the key of the account.
 */
export const PROBE_MS = 30_000;
/** No time above is further ahead; one that is was written by a clock that is wrong. */
const FAR_AHEAD_MS = 2 * HELD_MS;

const isPast = (time: number, now: number): boolean => time <= now || time - now > FAR_AHEAD_MS;

/**
 * How long the `trips`th opening in a row lasts: 5 s, then twice as long each time, at most 20 s. Between half
 * of it and all, by chance, so that the Regions and the circuits of many shops do not probe a provider together, and
 * never nothing, as full jitter may be.
 */
export function openFor(trips: number, random: Random): number {
  const longest = Math.min(OPEN_CAP_MS, OPEN_BASE_MS * 2 ** Math.min(trips - 1, 20));
  return Math.ceil((longest * (1 + random.next())) / 2);
}

function open(trips: number, now: number, random: Random): OpenCircuit {
  return { kind: 'open', since: now, probeAt: now + openFor(trips, random), trips };
}

/** Too many calls have failed. */
export function trip({ since, trips }: ClosedCircuit, now: number, random: Random): OpenCircuit {
  return open(isPast(since + HELD_MS, now) ? 1 : trips + 1, now, random);
}

/** Whether a worker may try a call: it was open for long enough, or whoever tried has crashed. */
export function isProbeDue(circuit: OpenCircuit | HalfOpenCircuit, now: number): boolean {
  return isPast(circuit.kind === 'open' ? circuit.probeAt : circuit.probe.until, now);
}

/** A worker takes the probe. */
export function halfOpen(
  { trips }: OpenCircuit | HalfOpenCircuit,
  probeId: string,
  now: number,
): HalfOpenCircuit {
  return { kind: 'half_open', since: now, trips, probe: { id: probeId, until: now + PROBE_MS } };
}

/** One call that succeeds closes the circuit; one that fails opens it again, for longer. */
export function afterProbe(
  { trips }: HalfOpenCircuit,
  failed: boolean,
  now: number,
  random: Random,
): ClosedCircuit | OpenCircuit {
  return failed ? open(trips + 1, now, random) : { kind: 'closed', since: now, trips };
}

/** The same opening, whose probe is due now: whoever holds it is not waited for. */
export function hastened({ since, trips }: OpenCircuit | HalfOpenCircuit, now: number): OpenCircuit {
  return { kind: 'open', since, probeAt: now, trips };
}
