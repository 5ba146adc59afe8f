import { CONFIGURED_REGIONS } from '../../client/regions';
import { EXIT, type ExitCode } from '../../exit-codes';
import { type World } from '../../world';
import { type BudgetOptions } from '../options';
import { describeAge } from '../letter-table';
import { type OpsPorts } from '../ports';
import { journeys } from './journeys';
import { type BudgetLook, budgetsOf, lookAtBudgets, oldCounts } from './look';
import { budgetsJson, describeBudgets } from './report';

/** Shows what is left of the error budgets, after counting them anew where that is asked for. */
export async function showBudgets(options: BudgetOptions, world: World, ports: OpsPorts): Promise<ExitCode> {
  const { deployment, json, refresh } = options;
  const uncounted = refresh ? await countNow(options, world, ports) : [];
  const look = await lookAtBudgets(deployment, CONFIGURED_REGIONS, ports.budgets);
  const warnings = [...uncounted, ...look.failures];
  if (look.counts.length === 0) return nothingCounted(look, warnings, world);
  const input = { name: deployment.name, look, journeys: journeys(), now: world.now() };
  const lines = json ? [budgetsJson(input)] : describeBudgets(input);
  lines.forEach((line) => world.terminal.out(line));
  warnings.push(...oldWarnings(look, world.now()));
  warnings.forEach((warning) => world.terminal.err(`ops: ${warning}`));
  const isSpent = budgetsOf(look).budgets.some(({ spent }) => spent);
  return isSpent || warnings.length > 0 ? EXIT.flawed : EXIT.fine;
}

/** Runs the function in each Region; what it is told is what the schedule tells it. */
async function countNow(
  { deployment: { name, regions } }: BudgetOptions,
  { now }: World,
  ports: OpsPorts,
): Promise<string[]> {
  const event = { source: 'aws.events', 'detail-type': 'Scheduled Event', time: now().toISOString() };
  const invocations = await Promise.all(
    regions.map((region) => ports.invoke(region, `${name}-error-budget`, event)),
  );
  return invocations.flatMap((one) => (one.kind === 'returned' ? [] : [one.message]));
}

function nothingCounted(
  { read, without, failures }: BudgetLook,
  warnings: readonly string[],
  { terminal }: World,
): ExitCode {
  warnings.forEach((warning) => terminal.err(`ops: ${warning}`));
  if (read.length > 0) {
    terminal.err(
      'ops: nothing has been counted yet: the function error-budget runs every hour; --refresh runs it now',
    );
    return EXIT.notFound;
  }
  if (failures.length === 0)
    terminal.err(`ops: no shop is deployed: ${without.join(' and ')} have no table of it`);
  return EXIT.failed;
}

/** A Region that does not count any more makes what is shown a picture of the past. */
function oldWarnings(look: BudgetLook, now: Date): string[] {
  return oldCounts(look, CONFIGURED_REGIONS, now).map(({ region, at }) =>
    at === null
      ? `${region} has not counted anything yet, and is missing from these figures`
      : `${region} has not counted for ${describeAge(now.getTime() - at)}: see the log of its function error-budget`,
  );
}
