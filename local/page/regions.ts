import { type FaultSource, type RunningRegion } from '../types';
import { countBy } from './count-by';
import { type HealthWatch } from './health-watch';
import { type CircuitView, type QueueView, type RegionView, type RoutingView } from './shape';

/** Where one Region's figures come from. */
export interface RegionSource {
  readonly running: RunningRegion;
  readonly apiUrl: string;
  readonly health: HealthWatch;
  readonly circuit: () => Promise<CircuitView | null>;
  readonly routing: () => RoutingView | null;
}

/** One Region as it is now. */
export async function regionView(source: RegionSource, faults: FaultSource): Promise<RegionView> {
  const { running, apiUrl, health } = source;
  const [circuit, queues] = await Promise.all([source.circuit(), queuesOf(running)]);
  const killed = countBy(running.crashes(), (crash) => crash.function);
  return {
    region: running.region,
    apiUrl,
    awsEndpoint: running.awsEndpoint,
    fault: faults.current().regions[running.region] ?? 'up',
    health: health.look(),
    routing: source.routing(),
    circuit,
    functions: running.functions().map((counts) => ({ ...counts, crashes: killed[counts.name] ?? 0 })),
    queues,
  };
}

/** Dead-letter queues last: they are empty as long as all is well. */
async function queuesOf(running: RunningRegion): Promise<QueueView[]> {
  const counts = Object.entries(await running.queues());
  return counts
    .map(([name, count]) => ({ name, ...count, deadLetters: name.endsWith('-dlq') }))
    .sort((a, b) => Number(a.deadLetters) - Number(b.deadLetters) || (a.name < b.name ? -1 : 1));
}
