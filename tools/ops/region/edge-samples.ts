import { type World } from '../../world';
import { request } from './look';
import { type RegionPorts } from './ports';

/** Enough to see that one Region serves all, and few enough for the edge's rate rule, poll after poll. */
export const SAMPLES = 12;

/**
 * Who answers so many shoppers at the edge. The edge tells shoppers apart by their id, so each call plays another one.
 * The list of products is answered by an evacuated Region as well, so that its answers show where shoppers are sent;
 * /health would not, for the edge asks the other Region when it answers 503.
 */
export async function sampleEdge(
  edge: URL,
  count: number,
  ports: RegionPorts,
  { random }: World,
): Promise<readonly string[]> {
  const shopper = () => Math.floor(random() * 2 ** 48).toString(16);
  const ids = Array.from({ length: count }, (_, n) => `ops-${n}-${shopper()}`);
  return Promise.all(
    ids.map(async (id) => {
      const outcome = await ports.send(request(edge, '/v1/products', { 'x-shopper-id': id }));
      if (outcome.kind === 'unreachable') return 'nobody';
      return outcome.status === 200 ? (outcome.headers['x-region'] ?? 'nobody') : `${outcome.status}`;
    }),
  );
}

/** `12 by us-west-2`, or `11 by us-west-2, 1 by us-east-1`. */
export function describeSamples(served: readonly string[]): string {
  const names = [...new Set(served)].sort();
  return names.map((name) => `${served.filter((one) => one === name).length} by ${name}`).join(', ');
}
