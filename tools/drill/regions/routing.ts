import { beganAt, type RegionRecord } from './record';
import { endOf, hasFailed, type RequestSeen } from './requests';

/** How fast shoppers were led away from a Region and back; in ms, null where it did not happen. */
export interface Routing {
  /** From the Region's going, or the end of the operator's command, until each request was answered by another one. */
  readonly aloneAfter: number | null;
  /** From its return until it answered a shopper. */
  readonly bothAfter: number | null;
}

/** So long nothing may have strayed, or the Region only came back before anybody was led away from it. */
const QUIET_MS = 2_000;

type Evidence = Pick<RegionRecord, 'plan' | 'runs' | 'requests'>;

/** When shoppers' requests found which Region. */
export function routingOf({ plan, runs, requests }: Evidence): Routing {
  const gone = runs.find(({ phase }) => phase.part === 'gone');
  const goneAt = (plan.drill === 'evacuate' ? gone?.begunAt : gone?.from) ?? null;
  const backAt = beganAt(runs, 'return') ?? Infinity;
  if (goneAt === null) return { aloneAfter: null, bothAfter: null };
  const away = ledAway(plan.region, requests, [goneAt, backAt]);
  const first = requests.filter(({ at, region }) => at >= backAt && region === plan.region).map(endOf);
  return {
    aloneAfter: away === null ? null : away - goneAt,
    bothAfter: first.length === 0 ? null : Math.min(...first) - backAt,
  };
}

/**
 * When the last request ended that a lost Region answered or nobody, of those between two times (ms since the epoch); null
 * while none has been answered by another Region for long enough since.
 */
export function ledAway(
  lost: string,
  requests: readonly RequestSeen[],
  [from, to]: readonly [number, number],
): number | null {
  const strayed = (request: RequestSeen) => request.region === lost || hasFailed(request);
  const strays = requests.filter((request) => endOf(request) >= from && request.at < to && strayed(request));
  const last = Math.max(from, ...strays.map(endOf));
  const served = requests.some(
    (request) => request.at > last + QUIET_MS && request.at < to && !strayed(request),
  );
  return served ? last : null;
}

/** What shoppers saw fail. Times in ms since the Region was gone. */
export interface FailuresSeen {
  readonly count: number;
  readonly first: number | null;
  readonly last: number | null;
  /** From the first to the last. */
  readonly span: number;
}

/** When shoppers were told of failures, by the ends of their requests. */
export function failuresOf({ runs, requests }: Pick<Evidence, 'runs' | 'requests'>): FailuresSeen {
  const goneAt = beganAt(runs, 'gone') ?? 0;
  const ends = requests.filter(hasFailed).map((request) => endOf(request) - goneAt);
  if (ends.length === 0) return { count: 0, first: null, last: null, span: 0 };
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  return { count: ends.length, first, last, span: last - first };
}

/** Share of the requests in a stretch of time that a Region answered, and of its shoppers that it answered. */
export interface Share {
  readonly requests: number;
  readonly shoppers: number;
  /** All shoppers who were answered. */
  readonly of: number;
}

/** Who was answered by a Region, of those answered by any between two times (ms since the epoch). */
export function shareOf(
  region: string,
  requests: readonly RequestSeen[],
  [from, to]: readonly [number, number],
): Share {
  const answered = requests.filter((request) => request.at >= from && request.at < to && !hasFailed(request));
  const own = answered.filter((request) => request.region === region);
  return {
    requests: answered.length === 0 ? 0 : own.length / answered.length,
    shoppers: new Set(own.map(({ shopper }) => shopper)).size,
    of: new Set(answered.map(({ shopper }) => shopper)).size,
  };
}
