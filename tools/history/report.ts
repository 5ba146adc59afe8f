import { type CheckResult, type RuleResult } from './check';
import { type Finding } from './finding';
import { type Operation } from './operation';

/** What `--json` prints. Times are in ms since the recording began. */
export interface HistoryReport {
  /** True when the exit code is 0. */
  readonly ok: boolean;
  readonly tool: string;
  readonly startedAt: string;
  readonly requests: number;
  /** Of those, without an answer that can be read: they may or may not have taken effect. */
  readonly lost: number;
  readonly keys: number;
  readonly orders: number;
  readonly skus: number;
  /** The last line, if the recorder was stopped in the middle of it. */
  readonly cutOff: number | null;
  /** Whose stock before the recording is not known: no sums were made for them. */
  readonly unknownSkus: readonly string[];
  readonly rules: readonly {
    readonly name: string;
    readonly claim: string;
    readonly checked: number;
    readonly findings: readonly Finding[];
  }[];
}

const isLost = ({ outcome }: Operation): boolean => outcome.kind === 'lost';

/** Puts a report together. */
export function toReport({ facts, results, ok }: CheckResult): HistoryReport {
  const { history, placements, orders, skus, unknownSkus } = facts;
  const { header, operations, cutOff } = history;
  return {
    ok,
    tool: header.tool,
    startedAt: header.startedAt,
    requests: operations.length,
    lost: operations.filter(isLost).length,
    keys: placements.size,
    orders: orders.size,
    skus: skus.size + unknownSkus.length,
    cutOff,
    unknownSkus,
    rules: results.map(({ rule: { name, claim }, checked, findings }: RuleResult) => ({
      name,
      claim,
      checked,
      findings,
    })),
  };
}

/** A person needs a few examples of a finding; the JSON report has all. */
const SHOWN = 5;

/** The report as a person reads it. */
export function describeReport(report: HistoryReport): readonly string[] {
  const { tool, startedAt, requests, lost, keys, orders, skus, rules, ok } = report;
  return [
    `history of a ${tool} of ${startedAt}: ${requests} requests, ${lost} without an answer;`,
    `${keys} keys, ${orders} orders, ${skus} SKUs`,
    ...remarks(report),
    '',
    ...rules.flatMap(({ name, claim, checked, findings }) => [
      `${findings.length === 0 ? 'ok ' : 'NOT'} ${String(checked).padStart(7)}  ${name.padEnd(18)} ${claim}`,
      ...findings.slice(0, SHOWN).flatMap(describeFinding),
      ...(findings.length > SHOWN ? [`      and ${findings.length - SHOWN} more; --json lists all`] : []),
    ]),
    '',
    ok ? 'Everything in it is possible.' : 'This CANNOT have happened in a shop that keeps its promises.',
  ];
}

function remarks({ cutOff, unknownSkus, skus }: HistoryReport): readonly string[] {
  const cut = `line ${cutOff} is cut off: the recorder was stopped there; all before it was checked`;
  const unknown =
    `no sums were made for ${unknownSkus.length} of ${skus} SKUs: nobody read their stock before the first request ` +
    `(${unknownSkus.slice(0, SHOWN).join(', ')}${unknownSkus.length > SHOWN ? ', …' : ''})`;
  return [...(cutOff === null ? [] : [cut]), ...(unknownSkus.length === 0 ? [] : [unknown])];
}

function describeFinding({ what, lines, span, key, orderId, sku }: Finding): readonly string[] {
  const subjects = [
    sku === undefined ? [] : [`SKU ${sku}`],
    key === undefined ? [] : [`key ${key}`],
    orderId === undefined ? [] : [`order ${orderId}`],
  ].flat();
  const named = lines.length === 1 ? 'line' : 'lines';
  return [
    `      ${named} ${lines.join(', ')} (${span.from} to ${span.to} ms), ${subjects.join(', ')}:`,
    `        ${what}`,
  ];
}
