import { awsEndpoint } from '../../tools/drill/shop';
import { type REGIONS, type TestCloud } from './cloud';
import { invoke, scheduledEvent } from './crash-drill';

/** So far ahead of its time an event has the probe look once, and not stay to watch (lambdas/probe-region). */
const AHEAD_MS = 60_000;

/** One look of a region's probe at the other one, as `POST /_local/settle` has it done. */
export async function look(cloud: TestCloud, from: (typeof REGIONS)[number]): Promise<void> {
  const endpoint = awsEndpoint(Number(new URL(cloud.edgeUrl).port), from);
  const event = scheduledEvent(new Date(Date.now() + AHEAD_MS));
  expect(await invoke(endpoint, 'probe-region', event)).toBe(true);
}
