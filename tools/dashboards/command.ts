import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configFile, loadConfig } from '../../lib/config/load';
import { describeProblems } from '../../lib/config/problems';
import { createTransport, type HttpTransport } from '../client/http';
import { localControl } from '../client/regions';
import { EXIT, type ExitCode } from '../exit-codes';
import { localEndpoint } from '../ops/deployment';
import { callerPath, type World } from '../world';
import { CloudWatchFigures, FiguresUnavailable } from './cloudwatch-figures';
import { drawDashboard, type FilledWidget, type Picture } from './draw';
import { type RingingAlarm } from './draw-text';
import { linesOf } from './lines';
import { DASHBOARDS_USAGE, type DashboardsOptions, parseDashboardsOptions } from './options';
import { synthesizeDashboards } from './synthesize';
import { type DashboardBody } from './body';

const MINUTE_MS = 60_000;
const STATE_LIMIT_MS = 10_000;

/** The drawing of dashboards from its command line to its exit code. */
export async function runDashboards(argv: readonly string[], world: World): Promise<ExitCode> {
  const parsed = parseDashboardsOptions(argv);
  if (parsed.kind === 'help') return (world.terminal.out(DASHBOARDS_USAGE), EXIT.fine);
  if (parsed.kind === 'usage') return fail(world, `${parsed.message}\n\n${DASHBOARDS_USAGE}`);
  const loaded = loadConfig(configFile({ context: undefined, environment: world.env['HOLDFAST_CONFIG'] }));
  if (loaded.kind === 'invalid') return fail(world, describeProblems(loaded.file, loaded.problems));
  const transport = createTransport();
  try {
    const regions = loaded.config.regions.map((region, index) => ({
      region,
      endpoint: localEndpoint(parsed.value.portBase, index),
    }));
    const figures = new CloudWatchFigures(transport, regions, world.now);
    const ringing = await ringingAlarms(transport, parsed.value);
    const to = Math.floor(world.now().getTime() / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
    const time = { from: to - parsed.value.minutes * MINUTE_MS, to };
    const caption = `figures of the local shop, ${parsed.value.minutes} minutes until ${new Date(to).toISOString().slice(0, 16)}Z`;
    for (const body of synthesizeDashboards(loaded.config)) {
      const filled = await Promise.all(body.widgets.map((widget) => fill(widget, figures, time)));
      await write({ body, filled, ringing, ...time, caption }, parsed.value, world);
    }
    return EXIT.fine;
  } catch (error) {
    if (error instanceof FiguresUnavailable) return fail(world, `no figures: ${error.message}`);
    throw error;
  } finally {
    transport.close();
  }
}

function fail(world: World, message: string): ExitCode {
  world.terminal.err(`dashboards: ${message}`);
  return EXIT.failed;
}

async function fill(
  widget: DashboardBody['widgets'][number],
  figures: CloudWatchFigures,
  time: { readonly from: number; readonly to: number },
): Promise<FilledWidget> {
  return { widget, lines: widget.type === 'metric' ? await linesOf(widget, figures, time) : [] };
}

async function ringingAlarms(
  transport: HttpTransport,
  { portBase }: DashboardsOptions,
): Promise<readonly RingingAlarm[]> {
  const url = new URL('/_local/alarms', localControl(portBase));
  const outcome = await transport.send({
    method: 'GET',
    url,
    headers: {},
    body: null,
    timeoutMs: STATE_LIMIT_MS,
  });
  if (outcome.kind === 'unreachable') throw new FiguresUnavailable(outcome.message);
  const alarms = JSON.parse(outcome.body) as readonly (RingingAlarm & { readonly state: string })[];
  return alarms.filter(({ state }) => state === 'ALARM');
}

async function write(picture: Picture, { out }: DashboardsOptions, world: World): Promise<void> {
  const directory = callerPath(world, out);
  await mkdir(directory, { recursive: true });
  const file = join(directory, `${picture.body.name}.svg`);
  await writeFile(file, drawDashboard(picture));
  world.terminal.out(file);
}
