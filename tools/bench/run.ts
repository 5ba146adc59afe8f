import { type World } from '../world';
import { type Machine } from './machine';
import { type BenchOptions } from './options';
import { type BenchReport } from './report';
import { type Bench, BenchFailed, type BenchTable, type Section } from './section';
import { renderTable } from './table';

/** What the sections came to. */
export type Measured = Omit<BenchReport, 'aims'>;

/** Runs the chosen sections one after the other and prints each one's tables as soon as they are there. */
export async function measure(options: BenchOptions, machine: Machine, world: World): Promise<Measured> {
  const { quick, seed, portBase } = options;
  const tables: BenchTable[] = [];
  const failed: { section: string; why: string }[] = [];
  const startedAt = world.now().toISOString();
  for (const section of options.sections) {
    const say = (message: string) => world.terminal.err(`${section.name}: ${message}`);
    const outcome = await runSection(section, { world, quick, seed, portBase, say });
    if (outcome.kind === 'interrupted') break;
    if (outcome.kind === 'failed') {
      say(outcome.why);
      failed.push({ section: section.name, why: outcome.why });
      continue;
    }
    tables.push(...outcome.tables);
    outcome.tables.forEach((table) =>
      ['', ...renderTable(table)].forEach((line) => world.terminal.out(line)),
    );
  }
  return { startedAt, quick, seed, machine, tables, failed };
}

type Outcome =
  | { readonly kind: 'measured'; readonly tables: readonly BenchTable[] }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'interrupted' };

/** A section that fails for a reason that nobody foresaw shows its stack; the others go on. */
async function runSection(section: Section, bench: Bench): Promise<Outcome> {
  try {
    return { kind: 'measured', tables: await section.run(bench) };
  } catch (error) {
    if (bench.world.interrupted.aborted) return { kind: 'interrupted' };
    if (error instanceof BenchFailed) return { kind: 'failed', why: error.message };
    return { kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
