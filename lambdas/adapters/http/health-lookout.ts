import { type Lookout } from '../../domain/routing/probe';
import { FULL_WEIGHT, isWeight } from '../../domain/routing/routing';

type Seen = Awaited<ReturnType<Lookout['look']>>;

/** Whose health is looked at, and where. */
export interface LookoutTarget {
  readonly region: string;
  /** Address of its API; with or without a slash at the end. */
  readonly apiUrl: string;
  readonly timeOutMs: number;
}

/**
 * Looks at the deep health check of a Region's API over the public network. Good is only a 200 by which that very
 * Region says that it is well: an address that leads elsewhere must not pass for it.
 */
export function healthLookout({ region, apiUrl, timeOutMs }: LookoutTarget): Lookout {
  const url = `${apiUrl.replace(/\/$/, '')}/health`;
  return {
    async look() {
      const signal = AbortSignal.timeout(timeOutMs);
      try {
        const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
        return seen(region, response.status, await response.text());
      } catch {
        return { kind: 'failed', why: signal.aborted ? `no answer within ${timeOutMs} ms` : 'no connection' };
      }
    },
  };
}

function seen(region: string, status: number, text: string): Seen {
  const body = parseObject(text);
  if (status !== 200) return { kind: 'failed', why: `${status} ${wordOf(body['status'])}`.trim() };
  if (body['status'] !== 'ok' || body['region'] !== region)
    return { kind: 'failed', why: '200, but not from the health check of that Region' };
  return { kind: 'good', weight: isWeight(body['weight']) ? body['weight'] : FULL_WEIGHT };
}

/** A word that the contract knows; whatever else an answer holds does not go into logs. */
const wordOf = (value: unknown): string => (value === 'evacuated' || value === 'unavailable' ? value : '');

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
