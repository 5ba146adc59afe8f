import { percentilesOf } from '../../bench/statistics';
import { groupBy } from '../../group-by';
import { type RegionRecord, type RegionRun } from './record';
import { hasFailed, type RequestSeen } from './requests';

/** Kinds of answers, as the columns of the report. */
export const STATUS_KINDS = [
  '200',
  '201',
  '202',
  '402',
  '404',
  '409',
  '429',
  '5xx',
  'other',
  'none',
] as const;
export type StatusKind = (typeof STATUS_KINDS)[number];

/** Stands where no answer came, or one that names no Region. */
export const NOBODY = 'nobody';

/** What one Region, or the edge, answered to the requests that left in one phase. */
export interface RegionFigures {
  readonly phase: string;
  /** A Region, `edge`, or {@link NOBODY}. */
  readonly answeredBy: string;
  /** Length of the phase in ms. */
  readonly milliseconds: number;
  readonly requests: number;
  /** Checkouts that were acknowledged (201, 202, 402, or 200 for a repetition). */
  readonly orders: number;
  readonly statuses: Readonly<Record<StatusKind, number>>;
  readonly failed: number;
  /** In ms. */
  readonly p50: number;
  readonly p99: number;
}

/** A line for each phase and whoever answered in it, in the order of the phases. */
export function figuresByRegion({
  runs,
  requests,
}: Pick<RegionRecord, 'runs' | 'requests'>): readonly RegionFigures[] {
  return runs.flatMap((run, index) => {
    const next = runs[index + 1]?.from ?? Infinity;
    const own = requests.filter(({ at }) => at >= run.from && at < next);
    return [...groupBy(own, ({ region }) => region ?? NOBODY)]
      .toSorted(([left], [right]) => left.localeCompare(right))
      .map(([answeredBy, all]) => figuresOf(run, answeredBy, all));
  });
}

const ACKNOWLEDGEMENTS: ReadonlySet<number | null> = new Set([200, 201, 202, 402]);

function figuresOf(
  { phase, from, to }: RegionRun,
  answeredBy: string,
  all: readonly RequestSeen[],
): RegionFigures {
  const { p50, p99 } = percentilesOf(all.map(({ ms }) => ms));
  const kinds = all.map(({ status }) => kindOf(status));
  const count = (kind: StatusKind) => kinds.filter((each) => each === kind).length;
  return {
    phase: phase.name,
    answeredBy,
    milliseconds: to - from,
    requests: all.length,
    orders: all.filter(({ doing, status }) => doing === 'checkout' && ACKNOWLEDGEMENTS.has(status)).length,
    statuses: Object.fromEntries(STATUS_KINDS.map((kind) => [kind, count(kind)])) as Record<
      StatusKind,
      number
    >,
    failed: all.filter(hasFailed).length,
    p50,
    p99,
  };
}

function kindOf(status: number | null): StatusKind {
  if (status === null) return 'none';
  if (status >= 500) return '5xx';
  return STATUS_KINDS.find((kind) => kind === String(status)) ?? 'other';
}
