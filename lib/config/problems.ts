import { type z } from 'zod';

/** One thing that is wrong with a configuration. */
export interface ConfigProblem {
  /** Path of the value, such as `throttles.orders.rate`, or `line 3` of a file that is not JSON. */
  readonly where: string;
  readonly found: string;
  readonly allowed: string;
}

/** Longest part of a wrong value that is shown. */
const SHOWN_CHARACTERS = 80;

/** The problem that a Zod issue tells of; the schema's messages state what is allowed. */
export function problemOf(issue: z.core.$ZodIssue): ConfigProblem {
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => JSON.stringify(key)).join(', ');
    return { where: pathOf(issue), found: `unknown key ${keys}`, allowed: issue.message };
  }
  if (issue.code === 'custom') {
    return { where: issue.path.join(' and '), found: String(issue.input), allowed: issue.message };
  }
  return { where: pathOf(issue), found: shown(issue.input), allowed: issue.message };
}

/** All problems as a text for a person, one paragraph each. */
export function describeProblems(file: string, problems: readonly ConfigProblem[]): string {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  const paragraphs = problems.map(
    ({ where, found, allowed }) => `  ${where}\n    found:   ${found}\n    allowed: ${allowed}\n`,
  );
  return `The configuration ${file} has ${count}:\n\n${paragraphs.join('\n')}\nAll settings: docs/configuration.md\n`;
}

function pathOf(issue: z.core.$ZodIssue): string {
  const steps = issue.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return steps.join('').replace(/^\./, '') || 'top level';
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}
