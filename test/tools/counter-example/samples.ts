import { type LagResult } from '../../../tools/counter-example/measure';
import { type CounterExampleReport } from '../../../tools/counter-example/report';
import { type Tally } from '../../../tools/counter-example/tally';

const UNITS = 100;

/** A sale of 100 units to 300 buyers that sold this many too many. */
export const tallyOf = (oversold: number, failures: readonly string[] = []): Tally => ({
  sold: UNITS + oversold,
  oversold,
  buyersServed: UNITS + oversold,
  buyersRefused: 200 - oversold - failures.length,
  failures,
});

/** Both designs at a lag; Holdfast is right unless told otherwise. */
export const resultOf = (lagMs: number, oversold: number, differing: Partial<LagResult> = {}): LagResult => ({
  lagMs,
  textbook: tallyOf(oversold),
  textbookLeft: [0, 0],
  holdfast: tallyOf(0),
  ledger: { sold: UNITS, available: 0, oversold: 0 },
  ...differing,
});

/** A report of these results. */
export const reportOf = (...results: LagResult[]): CounterExampleReport => ({
  traffic: { units: UNITS, buyers: 300, rate: 20, seed: 1 },
  regions: ['us-east-1', 'us-west-2'],
  machine: { cpu: 'Some CPU', cores: 2, memoryGb: 24, node: 'v24.1.0', platform: 'linux-x64' },
  results,
});
