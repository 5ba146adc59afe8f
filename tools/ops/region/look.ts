import { z } from 'zod';
import { type SeenRegion } from '../../../lambdas/domain/routing/evacuation';
import { FULL_WEIGHT } from '../../../lambdas/domain/routing/routing';
import { type HttpOutcome } from '../../client/http';
import { resource } from '../../client/regions';
import { type RegionPlace } from './addresses';
import { type RegionPorts } from './ports';

/** What a Region's deep health check says, or why nothing can be gathered from it. */
export type HealthSeen =
  | {
      readonly kind: 'answered';
      readonly httpStatus: number;
      readonly status: 'ok' | 'evacuated' | 'unavailable';
      /** It could take orders: both tables answer, whatever its switch says. */
      readonly fit: boolean;
      readonly weight: number;
      readonly ms: number;
    }
  | { readonly kind: 'silent'; readonly why: string };

/** How a Region looks from here. */
export interface RegionSeen {
  readonly place: RegionPlace;
  /** Milliseconds that the shallow check took; null when it did not answer well. */
  readonly liveMs: number | null;
  readonly health: HealthSeen;
}

/** API Gateway and a cold start take less; a Region that takes longer is of no use to shoppers. */
const TIMEOUT_MS = 5_000;

const word = z.enum(['ok', 'evacuated', 'unavailable']);
const healthSchema = z.looseObject({
  region: z.string(),
  status: word,
  checks: z.looseObject({ ledger: word, shop: word }),
  weight: z.number().default(FULL_WEIGHT),
});

/** Looks at both health checks of a Region, at its own address. */
export async function lookAt(place: RegionPlace, ports: RegionPorts, now: () => Date): Promise<RegionSeen> {
  const timed = async (path: string) => {
    const begun = now().getTime();
    const outcome = await ports.send(request(place.api, path));
    return { outcome, ms: now().getTime() - begun };
  };
  const [live, deep] = await Promise.all([timed('/health/live'), timed('/health')]);
  const isLive = live.outcome.kind === 'answered' && live.outcome.status === 200;
  return { place, liveMs: isLive ? live.ms : null, health: healthOf(place.region, deep.outcome, deep.ms) };
}

/** A plain GET below a base address. */
export const request = (base: URL, path: string, headers: Readonly<Record<string, string>> = {}) => ({
  method: 'GET' as const,
  url: resource(base, path),
  headers: { accept: 'application/json', ...headers },
  body: null,
  timeoutMs: TIMEOUT_MS,
});

function healthOf(region: string, outcome: HttpOutcome, ms: number): HealthSeen {
  if (outcome.kind === 'unreachable') return { kind: 'silent', why: outcome.message };
  const parsed = healthSchema.safeParse(parseJson(outcome.body));
  if (!parsed.success) return { kind: 'silent', why: `${outcome.status}, not an answer of the health check` };
  const { status, checks, weight } = parsed.data;
  if (parsed.data.region !== region) {
    return {
      kind: 'silent',
      why: `its address leads to ${parsed.data.region}; check --api and the outputs file`,
    };
  }
  const fit = checks.ledger === 'ok' && checks.shop !== 'unavailable';
  return { kind: 'answered', httpStatus: outcome.status, status, fit, weight, ms };
}

/** The Region as the rule of evacuation takes it. */
export function seenRegion({ place, health }: RegionSeen): SeenRegion {
  const answered = health.kind === 'answered';
  return {
    region: place.region,
    fit: answered && health.fit,
    evacuated: answered && health.status === 'evacuated',
  };
}

/** Whether there is nobody to ask: a wrong port base or address rather than the end of the world. */
export const nobodyAnswers = (seen: readonly RegionSeen[]): boolean =>
  seen.every(({ liveMs, health }) => liveMs === null && health.kind === 'silent');

/** One line about a Region's health. */
export function describeHealth({ place, health }: RegionSeen): string {
  if (health.kind === 'silent') return `${place.region}  no health: ${health.why}`;
  const apart = health.status === 'evacuated' && health.fit ? ', fit apart from that' : '';
  return `${place.region}  ${health.status}${apart}, weight ${health.weight}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
