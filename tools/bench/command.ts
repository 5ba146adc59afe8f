import { EXIT, type ExitCode } from '../exit-codes';
import { callerPath, type World } from '../world';
import { AIMS, judge } from './aims';
import { describeComparison } from './comparison';
import { describeMachine, thisMachine } from './machine';
import { type BenchOptions, benchUsage, parseBenchOptions } from './options';
import { type BenchReport } from './report';
import { readReport, whyNotWritable, writeReport } from './report-file';
import { measure } from './run';
import { type Section } from './section';
import { renderAims } from './table';

/** The bench from its command line to its exit code. */
export async function runBench(
  argv: readonly string[],
  world: World,
  sections: readonly Section[],
): Promise<ExitCode> {
  const usage = benchUsage(sections);
  const parsed = parseBenchOptions(argv, sections);
  if (parsed.kind === 'help') return (world.terminal.out(usage), EXIT.fine);
  if (parsed.kind === 'usage') return fail(world, `${parsed.message}\n\n${usage}`);
  const files = await prepareFiles(parsed.value, world);
  return files.kind === 'ready' ? benchWith(parsed.value, files, world) : fail(world, files.message);
}

function fail(world: World, message: string): ExitCode {
  world.terminal.err(`bench: ${message}`);
  return EXIT.failed;
}

interface Files {
  readonly earlier: BenchReport | null;
  readonly json: string | null;
}

/** Whatever is wrong with the files is said before anything is measured. */
async function prepareFiles(
  options: BenchOptions,
  world: World,
): Promise<({ kind: 'ready' } & Files) | { kind: 'refused'; message: string }> {
  const [json, compare] = [options.json, options.compare].map((path) => path && callerPath(world, path));
  const earlier = compare ? await readReport(compare) : null;
  if (earlier?.kind === 'unreadable') return { kind: 'refused', message: earlier.message };
  const message = json ? await whyNotWritable(json) : null;
  if (message !== null) return { kind: 'refused', message };
  return { kind: 'ready', earlier: earlier?.report ?? null, json: json ?? null };
}

async function benchWith(options: BenchOptions, { earlier, json }: Files, world: World): Promise<ExitCode> {
  const print = (lines: readonly string[]) => lines.forEach((line) => world.terminal.out(line));
  const machine = thisMachine();
  print([describeMachine(machine)]);
  const measured = await measure(options, machine, world);
  const report = { ...measured, aims: judge(AIMS, measured.tables) };
  print(['', ...renderAims(report.aims)]);
  if (json !== null) await writeReport(json, report);
  if (earlier !== null) print(['', ...describeComparison(earlier, report)]);
  if (world.interrupted.aborted) return EXIT.interrupted;
  return report.failed.length === 0 ? EXIT.fine : EXIT.flawed;
}
