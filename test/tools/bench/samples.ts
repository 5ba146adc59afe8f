import { type BenchReport } from '../../../tools/bench/report';
import { type BenchTable } from '../../../tools/bench/section';

/** A table of checkouts: a median at one and at sixteen at a time. */
export const checkoutsTable = (one: readonly (number | null)[], sixteen: readonly (number | null)[]) =>
  ({
    name: 'checkouts',
    title: 'Checkouts',
    columns: [
      { name: 'orders', unit: '1/s', better: 'higher' },
      { name: 'p50', unit: 'ms', better: 'lower' },
      { name: 'in all', unit: '' },
    ],
    rows: [
      { name: '1 at a time', values: one },
      { name: '16 at a time', values: sixteen },
    ],
    notes: [],
  }) satisfies BenchTable;

/** A report of these tables. */
export const reportOf = (tables: readonly BenchTable[], changes: Partial<BenchReport> = {}): BenchReport => ({
  startedAt: '2026-01-01T00:00:00.000Z',
  quick: false,
  seed: 1,
  machine: { cpu: 'A CPU', cores: 2, memoryGb: 8, node: 'v24.0.0', platform: 'linux-x64' },
  tables,
  aims: [],
  failed: [],
  ...changes,
});
