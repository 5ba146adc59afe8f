import { holds, type Verdict } from './verdicts/verdict';

/** A verdict with its outcome, as reports show it. */
export interface JudgedVerdict extends Verdict {
  readonly holds: boolean;
}

/** Adds whether it holds. */
export const judged = (verdict: Verdict): JudgedVerdict => ({ ...verdict, holds: holds(verdict) });

/** A person needs a few examples; `--json` has all. */
const SHOWN = 5;

/** A verdict for the terminal, a line each. */
export function describeVerdict(verdict: JudgedVerdict): readonly string[] {
  const { claim, checked, wrong, remark } = verdict;
  const examples = wrong.slice(0, SHOWN).map(({ subject, what }) => `          ${subject}: ${what}`);
  const more = wrong.length > SHOWN ? [`          and ${wrong.length - SHOWN} more (--json shows all)`] : [];
  const count = verdict.holds ? `${checked}` : `${wrong.length}/${checked}`;
  return [
    `${verdict.holds ? 'ok ' : 'NOT'} ${count.padStart(6)}  ${claim}`,
    ...(remark === null ? [] : [`            ${remark}`]),
    ...examples,
    ...more,
  ];
}
