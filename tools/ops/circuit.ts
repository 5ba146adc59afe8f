import { EXIT, type ExitCode } from '../exit-codes';
import { type World } from '../world';
import { type OpsRegion } from './deployment';
import { describeAge } from './letter-table';
import { type Reply } from './message-queue';
import { type CircuitOptions } from './options';
import { type OpsPorts } from './ports';
import { textTable } from './text-table';

/** The circuit before the payment provider as a Region's functions keep it (lambdas/domain/payments/circuit.ts). */
export interface CircuitView {
  readonly state: 'closed' | 'open' | 'half_open';
  /** When it came to be so; null if it has never been anything else. */
  readonly since: Date | null;
  /** Openings in a row. */
  readonly trips: number;
  /** When a worker may try a call, or gives up the one that it tries; null while it is closed. */
  readonly nextProbe: Date | null;
}

/** Shows the circuit of each Region. */
export async function showCircuit(
  { deployment, json }: CircuitOptions,
  world: World,
  ports: OpsPorts,
): Promise<ExitCode> {
  const read = async (region: OpsRegion) => ({
    region: region.region,
    reply: await ports.readCircuit(region, `${deployment.name}-shop`),
  });
  const seen = await Promise.all(deployment.regions.map(read));
  const views = seen.flatMap(({ region, reply }) =>
    reply.kind === 'ok' ? [{ region, ...reply.value }] : [],
  );
  const lines = json ? [JSON.stringify(views, null, 2)] : tableOf(views, world.now());
  lines.forEach((line) => world.terminal.out(line));
  return tellFailures(seen, world);
}

function tellFailures(
  seen: readonly { readonly reply: Reply<CircuitView> }[],
  { terminal }: World,
): ExitCode {
  const failures = seen.flatMap(({ reply }) => (reply.kind === 'failed' ? [reply.message] : []));
  failures.forEach((message) => terminal.err(`ops: ${message}`));
  if (failures.length === 0) return EXIT.fine;
  return failures.length < seen.length ? EXIT.flawed : EXIT.failed;
}

type Row = CircuitView & { readonly region: string };

function tableOf(views: readonly Row[], now: Date): readonly string[] {
  if (views.length === 0) return [];
  const rows = views.map((view) => [
    view.region,
    view.state.replace('_', '-'),
    view.since === null ? 'always' : `${describeAge(now.getTime() - view.since.getTime())} ago`,
    String(view.trips),
    nextProbe(view, now),
  ]);
  return textTable([['REGION', 'CIRCUIT', 'SINCE', 'OPENINGS', 'NEXT PROBE'], ...rows]);
}

function nextProbe({ state, nextProbe: at }: CircuitView, now: Date): string {
  if (at === null) return '-';
  const left = at.getTime() - now.getTime();
  if (state === 'half_open') return left > 0 ? 'under way' : 'due';
  return left > 0 ? `in ${describeAge(left)}` : 'due';
}
