import { type Budget } from '../../../lambdas/domain/budget/budget';
import { WINDOW_DAYS } from '../../../lambdas/domain/budget/counts';
import { describeAge } from '../letter-table';
import { printable, textTable } from '../text-table';
import { bar, daysOfBad } from './chart';
import { type Journey } from './journeys';
import { type BudgetLook, budgetsOf } from './look';
import { type Override } from './ports';
import { dayText, figure, outlook, percent, timeText } from './wording';

/** Everything that a report is made from. */
export interface ReportInput {
  readonly name: string;
  readonly look: BudgetLook;
  readonly journeys: ReadonlyMap<string, Journey>;
  readonly now: Date;
}

/** The budgets as people read them: figures, then what is left and the bad of each day as bars. */
export function describeBudgets({ name, look, journeys, now }: ReportInput): readonly string[] {
  const { budgets, from, to } = budgetsOf(look);
  const counted = look.counts.map(({ region, at }) => `${region} ${describeAge(now.getTime() - at)} ago`);
  return [
    `Error budgets of ${name}, ${dayText(from)} to ${dayText(to)} (${WINDOW_DAYS} days, UTC)`,
    `counted: ${counted.join(', ')}`,
    '',
    ...textTable([
      ['OBJECTIVE', 'TARGET', 'TOTAL', 'BAD', 'MAY BE BAD', 'LEFT', 'AT THE PRESENT RATE'],
      ...budgets.map(row),
    ]),
    '',
    ...textTable([
      ['OBJECTIVE', 'LEFT', `BAD, DAY BY DAY`],
      ...budgets.map((budget) => [budget.name, bar(budget), daysOfBad(budget, from)]),
    ]),
    '',
    ...textTable(budgets.map((budget) => [budget.name, journeys.get(budget.name)?.journey ?? ''])),
    ...describeOverrides(look.overrides),
  ];
}

function row(budget: Budget): readonly string[] {
  const { name, target, total, bad, allowed, left } = budget;
  return [
    name,
    `${target} %`,
    figure(total),
    figure(bad),
    figure(Math.floor(allowed)),
    percent(left),
    outlook(budget),
  ];
}

function describeOverrides(overrides: readonly Override[]): readonly string[] {
  if (overrides.length === 0) return [];
  const rows = overrides.map(({ at, who, budgets, reason }) => [
    timeText(Date.parse(at)),
    printable(who),
    budgets.map(({ name, left }) => `${name} ${percent(left)}`).join(', ') || 'not known',
    printable(reason),
  ]);
  return [
    '',
    'Deployed in spite of them:',
    ...textTable([['AT (UTC)', 'WHO', 'BUDGETS', 'REASON'], ...rows]),
  ];
}

/** The same for programs; times in ISO 8601. */
export function budgetsJson({ name, look, journeys }: ReportInput): string {
  const { budgets, from, to } = budgetsOf(look);
  return JSON.stringify(
    {
      name,
      window: { days: WINDOW_DAYS, from: iso(from), to: iso(to) },
      regions: look.counts.map(({ region, at }) => ({ region, countedAt: iso(at) })),
      budgets: budgets.map(({ spentAt, recoversAt, days, ...budget }) => ({
        ...budget,
        ...journeys.get(budget.name),
        spentAt: spentAt === null ? null : iso(spentAt),
        recoversAt: recoversAt === null ? null : iso(recoversAt),
        days: days.map(({ day, ...counts }) => ({ day: dayText(day), ...counts })),
      })),
      overrides: look.overrides,
    },
    null,
    2,
  );
}

const iso = (time: number): string => new Date(time).toISOString();
