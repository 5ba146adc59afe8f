import { open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { errorMessage } from '../errors';
import { writeAtomically } from '../files';
import { type BenchReport, benchReport } from './report';

/** An earlier report, or why there is none. */
export type ReportRead =
  | { readonly kind: 'read'; readonly report: BenchReport }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Reads what `--json` wrote. */
export async function readReport(path: string): Promise<ReportRead> {
  const unreadable = (message: string): ReportRead => ({ kind: 'unreadable', message });
  try {
    const parsed = benchReport.safeParse(JSON.parse(await readFile(path, 'utf8')));
    if (parsed.success) return { kind: 'read', report: parsed.data };
    return unreadable(`${path} is no report of the bench: ${z.prettifyError(parsed.error)}`);
  } catch (error) {
    return unreadable(`cannot read ${path}: ${errorMessage(error)}`);
  }
}

/** Null when a report can be written there, else why not: better known before minutes of measuring. */
export async function whyNotWritable(path: string): Promise<string | null> {
  try {
    const handle = await open(path, 'a');
    await handle.close();
    return null;
  } catch (error) {
    return `cannot write ${path}: ${errorMessage(error)}`;
  }
}

/** Writes a report for a later `--compare`. */
export function writeReport(path: string, report: BenchReport): Promise<void> {
  return writeAtomically(path, `${JSON.stringify(report, null, 2)}\n`);
}
