import { type Clock } from '../clock';
import { BOTH_MS } from '../verdicts/routing';
import { type RegionPhase, type RegionPlan, type Until } from './plan';
import { ledAway } from './routing';
import { type Traffic } from './traffic';

/** What the end of a phase is known by. */
export interface UntilPorts {
  readonly clock: Clock;
  readonly traffic: Pick<Traffic, 'requests' | 'nextCheckout'>;
  readonly interrupted: AbortSignal;
}

/** Longest wait beyond the planned length, as long as any verdict allows: it then says what did not happen. */
const WAIT_MS = BOTH_MS;
const LOOK_MS = 100;

/**
 * Waits, beyond a phase's planned length, for what it is to see. Where that is a checkout that leaves for the Region under
 * drill, whoever takes the Region away at once is faster than its answer.
 */
export async function waitForEnd(
  { until }: Pick<RegionPhase, 'until'>,
  { region }: Pick<RegionPlan, 'region'>,
  begunAt: number,
  { clock, traffic, interrupted }: UntilPorts,
): Promise<void> {
  if (until === null) return;
  const limit = clock.now() + WAIT_MS;
  const mayWait = () => !interrupted.aborted && clock.now() < limit;
  while (!isReached(until, region, begunAt, traffic) && mayWait()) await clock.sleep(LOOK_MS);
  if (until !== 'checkout under way') return;
  let left = false;
  const leaves = traffic.nextCheckout(region).then(() => (left = true));
  while (!left && mayWait()) await Promise.race([leaves, clock.sleep(LOOK_MS)]);
}

/** Enough that some of them are not finished by chance. */
const PUT_OFF = 2;

function isReached(
  until: Until,
  lost: string,
  begunAt: number,
  { requests }: Pick<Traffic, 'requests'>,
): boolean {
  if (until === 'led away') return ledAway(lost, requests, [begunAt, Infinity]) !== null;
  const own = requests.filter(({ at, region }) => at >= begunAt && region === lost);
  if (until === 'serves again') return own.length > 0;
  return own.filter(({ doing, status }) => doing === 'checkout' && status === 202).length >= PUT_OFF;
}
