import { type Scenario } from '../scenario';
import { type Stage } from '../stage';

const SIDES = ['first', 'second'] as const;
/** As long as the window of the objectives: what is older does not count. */
const WINDOW_SECONDS = 30 * 86_400;
const HOUR_SECONDS = 3_600;

const countBudgets = async (stage: Stage): Promise<void> => {
  for (const side of SIDES) await stage.runScheduled('error-budget', side);
};

/**
 * Lets the window go on beyond all that was, and counts anew; once more an hour later, since the first Region to count adds
 * what the other one had counted before.
 */
export async function forgetBudgets(stage: Stage): Promise<void> {
  await stage.cloudWatch.advance(WINDOW_SECONDS);
  await countBudgets(stage);
  await stage.passTime(HOUR_SECONDS);
  await countBudgets(stage);
  await stage.passTime();
}

/** What is about error budgets. */
export const BUDGET_SCENARIOS: readonly Scenario[] = [
  {
    name: 'budget-spent',
    what: 'more payments fail than the budget of 30 days allows, and the hourly count finds it; it clears as the window goes on',
    means: 'cause',
    fires: ['budget-low'],
    alongside: [
      'budget-low',
      'error-logs',
      'payments-down',
      'payment-success-fast-burn',
      'audit-stalled',
      'reconcile-stalled',
    ],
    within: 8,
    prepare: forgetBudgets,
    minute: async (stage) => {
      await stage.faults({ payments: { mode: 'error' } });
      await stage.order(3);
      await stage.heal();
      await countBudgets(stage);
    },
    heal: forgetBudgets,
  },
];
