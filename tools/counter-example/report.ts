import { describeMachine, type Machine } from '../bench/machine';
import { type Column, markdownTable } from '../cost/markdown';
import { type LagResult } from './measure';
import { type Traffic } from './plan';

/** What a run of the counter-example measured, and on what. */
export interface CounterExampleReport {
  readonly traffic: Traffic;
  readonly regions: readonly string[];
  readonly machine: Machine;
  /** In the order of their lags. */
  readonly results: readonly LagResult[];
}

/** Holdfast oversold nothing, its audit agrees, and every buyer of either design got an answer. */
export function isFine({ results }: CounterExampleReport): boolean {
  return results.every(
    ({ textbook, holdfast, ledger }) =>
      holdfast.oversold + ledger.oversold === 0 &&
      holdfast.sold === ledger.sold &&
      textbook.failures.length + holdfast.failures.length === 0,
  );
}

const COLUMNS: readonly Column[] = [
  { head: 'replication lag', align: 'right' },
  { head: 'textbook sold', align: 'right' },
  { head: 'beyond its stock', align: 'right' },
  { head: 'its table says is left', align: 'right' },
  { head: 'Holdfast sold', align: 'right' },
  { head: 'beyond its stock', align: 'right' },
  { head: 'its audit: oversold', align: 'right' },
];

/** The report in Markdown, which is readable in a terminal as well. */
export function describeReport(report: CounterExampleReport): readonly string[] {
  const { traffic, regions, machine, results } = report;
  return [
    `${traffic.units} units for ${traffic.buyers} buyers, ${traffic.rate} a second over ` +
      `${regions.join(' and ')}, seed ${traffic.seed}, on ${describeMachine(machine)}:`,
    '',
    ...markdownTable(COLUMNS, results.map(cellsOf)),
    ...results.flatMap(describeFailures),
  ];
}

function cellsOf({ lagMs, textbook, textbookLeft, holdfast, ledger }: LagResult): readonly string[] {
  const left = [...new Set(textbookLeft)].join(' or ');
  return [
    describeLag(lagMs),
    String(textbook.sold),
    String(textbook.oversold),
    left,
    String(holdfast.sold),
    String(holdfast.oversold),
    String(ledger.oversold),
  ];
}

/** One failure tells what is wrong; a thousand more tell no more. */
function describeFailures({ lagMs, textbook, holdfast }: LagResult): readonly string[] {
  return Object.entries({ textbook, Holdfast: holdfast }).flatMap(([design, { failures }]) =>
    failures.length === 0
      ? []
      : ['', `At ${describeLag(lagMs)}, ${design}: ${failures.length} got no answer, such as ${failures[0]}`],
  );
}

/** A lag as people read it: `50 ms`, `2 s`. */
export function describeLag(lagMs: number): string {
  return lagMs >= 1_000 && lagMs % 100 === 0 ? `${lagMs / 1_000} s` : `${lagMs} ms`;
}
