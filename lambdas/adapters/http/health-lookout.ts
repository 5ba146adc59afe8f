import { type Lookout } from '../../domain/routing/probe';
import { FULL_WEIGHT, isWeight } from '../../domain/routing/routing';
import { parseObject } from './json-object';

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
 * Region says that it is well: an address that leads elsewhere must not pass for it. A call that was turned away before
 * it got there (403 of the web ACL, 429 of a rate or of API Gateway's throttle) tells nothing of the Region: a probe
 * has no address of its own, and a Region that sells out answers so as well. Any other answer, API Gateway's 500, 502 and
 * 504 among them, is what shoppers get there too: failed.
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

const TURNED_AWAY: readonly number[] = [403, 429];

function seen(region: string, status: number, text: string): Seen {
  const body = parseObject(text);
  if (TURNED_AWAY.includes(status) && body['region'] !== region) return { kind: 'unclear', why: `${status}` };
  if (status !== 200) return notWell(region, status, body);
  if (body['status'] !== 'ok' || body['region'] !== region)
    return { kind: 'failed', why: '200, but not from the health check of that Region' };
  return { kind: 'good', weight: isWeight(body['weight']) ? body['weight'] : FULL_WEIGHT };
}

function notWell(region: string, status: number, body: Readonly<Record<string, unknown>>): Seen {
  const failed = { kind: 'failed', why: `${status} ${wordOf(body['status'])}`.trim() } as const;
  const evacuated = body['status'] === 'evacuated' && body['region'] === region;
  return evacuated ? { ...failed, evacuated } : failed;
}

/** A word that the contract knows; whatever else an answer holds does not go into logs. */
const wordOf = (value: unknown): string => (value === 'evacuated' || value === 'unavailable' ? value : '');
