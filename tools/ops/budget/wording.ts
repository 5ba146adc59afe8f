import { type Budget } from '../../../lambdas/domain/budget/budget';

const thousands = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** `1,234` or `12.3`. */
export const figure = (value: number): string => thousands.format(value);

/** `2026-11-21`, in UTC. */
export const dayText = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** `2026-11-21 14:05`, in UTC. */
export const timeText = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');

/**
 * Whole percents: more would pretend to know more. Between 0 and 100 neither is said, as both mean something of their
 * own; nor is anything beyond a hundred budgets, which only says that there were few requests.
 */
export function percent(left: number): string {
  if (left < -10_000) return '< -10,000 %';
  const whole = left > 0 && left < 100 ? Math.min(99, Math.max(1, Math.round(left))) : Math.round(left);
  return `${figure(whole)} %`;
}

/** What will become of a budget. */
export function outlook({ total, bad, spentAt, recoversAt }: Budget): string {
  if (recoversAt !== null) return `spent; something is left from ${dayText(recoversAt)} if no more is bad`;
  if (spentAt !== null) return `spent on ${timeText(spentAt)}`;
  return total === 0 && bad === 0 ? 'no traffic' : 'lasts';
}

/** A spent budget in one line: which, and by which figures. */
export const spentText = ({ name, target, bad, total, allowed, left, recoversAt }: Budget): string =>
  `${name}: ${figure(bad)} of ${figure(total)} were bad, ${figure(allowed)} may be at ${target} % (${percent(left)} left)` +
  (recoversAt === null ? '' : `; something is left again from ${dayText(recoversAt)} if no more is bad`);
