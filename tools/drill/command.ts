import { BenchFailed } from '../bench/section';
import { EXIT, type ExitCode } from '../exit-codes';
import { type Parsed } from '../arguments';
import { type World } from '../world';
import { runAlarmDrill } from './alarms/command';
import { ALARM_DRILL, parseAlarmOptions } from './alarms/options';
import { onLocalShop } from './frame';
import { type DrillOptions, parseDrillOptions } from './options';
import { drillPayments } from './payment-outage';
import { type Outcome, runRegionDrills } from './regions/command';
import { parseRegionOptions, regionDrillIn } from './regions/options';
import { describeReport } from './report';
import { DrillFailed } from './shop';
import { DRILL_USAGE } from './usage';

/** A drill from its command line to its exit code. */
export async function runDrill(argv: readonly string[], world: World): Promise<ExitCode> {
  const parsed = parse(argv, world);
  if (parsed.kind === 'help') return (world.terminal.out(DRILL_USAGE), EXIT.fine);
  if (parsed.kind === 'usage') return fail(world, `${parsed.message}\n\n${DRILL_USAGE}`);
  try {
    const { ok, lines } = await parsed.value();
    lines.forEach((line) => world.terminal.out(line));
    return ok ? EXIT.fine : EXIT.flawed;
  } catch (error) {
    if (world.interrupted.aborted) return EXIT.interrupted;
    if (error instanceof DrillFailed || error instanceof BenchFailed) return fail(world, error.message);
    throw error;
  }
}

function fail(world: World, message: string): ExitCode {
  world.terminal.err(`drill: ${message}`);
  return EXIT.failed;
}

/** The drill that the command line asks for, ready to run. */
function parse(argv: readonly string[], world: World): Parsed<() => Promise<Outcome>> {
  if (argv.includes(ALARM_DRILL))
    return ready(parseAlarmOptions(argv), (options) => runAlarmDrill(options, world));
  const region = regionDrillIn(argv);
  return region === undefined
    ? ready(parseDrillOptions(argv), (options) => runPaymentDrill(options, world))
    : ready(parseRegionOptions(region, argv), (options) => runRegionDrills(options, world));
}

const ready = <T, R>(parsed: Parsed<T>, run: (options: T) => R): Parsed<() => R> =>
  parsed.kind === 'ok' ? { kind: 'ok', value: () => run(parsed.value) } : parsed;

async function runPaymentDrill(options: DrillOptions, world: World): Promise<Outcome> {
  const report = await onLocalShop(options, world, (ground) => drillPayments(options, world, ground));
  const lines = options.json ? [JSON.stringify(report, null, 2)] : describeReport(report);
  return { ok: report.ok, lines };
}
