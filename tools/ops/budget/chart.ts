import { type Budget } from '../../../lambdas/domain/budget/budget';
import { DAY_MS, WINDOW_DAYS } from '../../../lambdas/domain/budget/counts';

/** Characters of a bar; each is 5 % of a budget. */
const BAR = 20;

/** What is left of a budget, as a bar of twenty characters; empty when nothing is. */
export function bar({ left }: Pick<Budget, 'left'>): string {
  const share = Math.min(1, Math.max(0, left / 100));
  // A budget that is not spent shows something, and one that is not whole lacks something.
  const full = share === 0 || share === 1 ? share * BAR : Math.min(BAR - 1, Math.ceil(share * BAR));
  return '█'.repeat(full) + '░'.repeat(BAR - full);
}

const LEVELS = ['▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** A day without any bad request, and one without any request. */
const GOOD = '▁';
const NOTHING = '·';

/** What was bad on each day of the window that begins at `from`, the worst day at full height. */
export function daysOfBad({ days }: Pick<Budget, 'days'>, from: number): string {
  const worst = Math.max(...days.map(({ bad }) => bad), 1);
  const columns = Array.from({ length: WINDOW_DAYS }, (_, n) =>
    days.find(({ day }) => day === from + n * DAY_MS),
  );
  return columns
    .map((day) => {
      if (day === undefined || Math.max(day.bad, day.total) === 0) return NOTHING;
      return day.bad === 0 ? GOOD : (LEVELS[Math.ceil((day.bad / worst) * LEVELS.length) - 1] ?? GOOD);
    })
    .join('');
}
