import { EXIT, type ExitCode } from '../exit-codes';
import { fileSize } from '../files';
import { callerPath, type World } from '../world';
import { checkHistory } from './check';
import { loadHistory, NoHistory } from './load';
import { HISTORY_USAGE, type HistoryOptions, parseHistoryOptions } from './options';
import { describeReport, toReport } from './report';

/** The checker from its command line to its exit code. */
export async function runHistory(argv: readonly string[], world: World): Promise<ExitCode> {
  const parsed = parseHistoryOptions(argv);
  if (parsed.kind === 'help') return (world.terminal.out(HISTORY_USAGE), EXIT.fine);
  if (parsed.kind === 'usage') return fail(world, `${parsed.message}\n\n${HISTORY_USAGE}`);
  const path = callerPath(world, parsed.value.file);
  const size = await fileSize(path);
  if (size.kind === 'unreadable') return fail(world, size.message);
  try {
    return await checkFile(path, parsed.value, world);
  } catch (error) {
    if (error instanceof NoHistory) return fail(world, `${path}: ${error.message}`);
    throw error;
  }
}

async function checkFile(path: string, { json }: HistoryOptions, { terminal }: World): Promise<ExitCode> {
  const report = toReport(checkHistory(await loadHistory(path)));
  const lines = json ? [JSON.stringify(report, null, 2)] : describeReport(report);
  lines.forEach((line) => terminal.out(line));
  return report.ok ? EXIT.fine : EXIT.flawed;
}

function fail(world: World, message: string): ExitCode {
  world.terminal.err(`history: ${message}`);
  return EXIT.failed;
}
