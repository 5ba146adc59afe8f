import { describeAge } from '../ops/letter-table';
import { percent } from '../ops/budget/wording';
import { type Verdict } from './gate';
import { type DeployOptions } from './options';

type Refusal = Extract<Verdict, { kind: 'refused' }>;

const TITLES: Readonly<Record<Refusal['why'], string>> = {
  spent: 'refused: an error budget is spent',
  old: 'refused: nobody knows what is left of the error budgets, for the function error-budget does not count',
  unreachable: 'refused: nobody knows what is left of the error budgets, for no table could be read',
};

/** Why there is no deployment, and what to do, a line each. */
export function describeRefusal(
  { why, reasons }: Refusal,
  { deployment: { regions }, override }: Pick<DeployOptions, 'deployment' | 'override'>,
): readonly string[] {
  const look = `npm run ops -- budget${regions[0]?.endpoint === null ? ' --aws' : ''}`;
  const next: Readonly<Record<Refusal['why'], string>> = {
    spent: `changes wait until something is left; what makes the shop reliable comes first. The days: ${look}`,
    old: `see the log of the function, and have it count now: ${look} --refresh`,
    unreachable: 'see that your credentials and the network are as they should be, and try again',
  };
  return [
    TITLES[why],
    ...reasons.map((reason) => `  ${reason}`),
    ...(override === null
      ? [next[why], 'a fix or a rollback need not wait: npm run deploy -- --override "why it cannot wait"']
      : []),
  ];
}

/** Why there is one, a line each. */
export function describeVerdict(
  verdict: Exclude<Verdict, Refusal>,
  name: string,
  now: Date,
): readonly string[] {
  const missing = verdict.kind === 'allowed' ? verdict.missing : [];
  return [
    describeBudgets(verdict, name, now),
    ...missing.map(
      (region) =>
        `${region} has never counted, so none of its failures is in that: look at the log of its function error-budget`,
    ),
  ];
}

function describeBudgets(verdict: Exclude<Verdict, Refusal>, name: string, now: Date): string {
  switch (verdict.kind) {
    case 'first':
      return `${name} is not deployed yet, so it has no error budgets: goes on`;
    case 'not_counted':
      return `the error budgets of ${name} have not been counted yet, which the function error-budget does every hour: goes on`;
    case 'allowed': {
      const [least] = [...verdict.budgets].sort((one, other) => one.left - other.left);
      const counted = `counted ${describeAge(now.getTime() - verdict.countedAt)} ago`;
      if (least === undefined) return `${name} has no objectives, so no error budgets: goes on`;
      if (least.left === 100) return `nothing of any error budget of ${name} is spent, ${counted}`;
      return `no error budget of ${name} is spent; the least is left of ${least.name}: ${percent(least.left)}, ${counted}`;
    }
  }
}
