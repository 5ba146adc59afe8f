import { type Budget } from '../../lambdas/domain/budget/budget';
import { DAY_MS, dayOf } from '../../lambdas/domain/budget/counts';
import { describeAge } from '../ops/letter-table';
import { type BudgetLook, budgetsOf, oldCounts } from '../ops/budget/look';
import { spentText } from '../ops/budget/wording';

/** Whether there may be a deployment. */
export type Verdict =
  | {
      readonly kind: 'allowed';
      readonly budgets: readonly Budget[];
      readonly countedAt: number;
      /** Regions whose failures are in no budget, since they have never counted: those of a shop that has just begun. */
      readonly missing: readonly string[];
    }
  /** Nothing is deployed yet: there is nobody whom a deployment could harm. */
  | { readonly kind: 'first' }
  /** The shop is there, and its function has not counted yet. */
  | { readonly kind: 'not_counted' }
  | {
      readonly kind: 'refused';
      readonly why: 'spent' | 'old' | 'unreachable';
      /** What a person has to know, a line each. */
      readonly reasons: readonly string[];
      /** Those that are spent; none where that is not known. */
      readonly spent: readonly Budget[];
    };

/**
 * Judges by what could be read. One table is enough, since every Region has a copy. Where the budgets are not known, or
 * not any more, it refuses: a shop that does not answer is no reason to change it unseen.
 */
export function judge(look: BudgetLook, regions: readonly string[], now: Date): Verdict {
  if (look.counts.length === 0) return withoutCounts(look);
  const { budgets, to } = budgetsOf(look);
  const spent = budgets.filter((budget) => budget.spent);
  if (spent.length > 0) return { kind: 'refused', why: 'spent', reasons: spent.map(spentText), spent };
  const old = oldCounts(look, regions, now);
  const begun = firstDay(look);
  const reasons = old.flatMap(({ region, at }) => {
    if (at !== null) return [`${region} has not counted for ${describeAge(now.getTime() - at)}`];
    return hasJustBegun(begun, now)
      ? []
      : [`${region} has never counted, and others have since ${dateOf(begun)}`];
  });
  if (reasons.length > 0) return { kind: 'refused', why: 'old', reasons, spent: [] };
  return { kind: 'allowed', budgets, countedAt: to, missing: old.map(({ region }) => region) };
}

/** Midnight before the first count of any Region, in milliseconds since the epoch; Infinity when there was nothing to count. */
const firstDay = ({ counts }: BudgetLook): number =>
  Math.min(
    ...counts.flatMap(({ objectives }) => objectives.flatMap(({ days }) => days.map(({ day }) => day))),
  );

/** Regions are deployed one after the other, with a look in between: today or yesterday. */
const hasJustBegun = (begun: number, now: Date): boolean => begun >= dayOf(now.getTime()) - DAY_MS;

const dateOf = (day: number): string => new Date(day).toISOString().slice(0, 'YYYY-MM-DD'.length);

function withoutCounts({ read, failures }: BudgetLook): Verdict {
  if (read.length > 0) return { kind: 'not_counted' };
  if (failures.length === 0) return { kind: 'first' };
  return { kind: 'refused', why: 'unreachable', reasons: failures, spent: [] };
}
