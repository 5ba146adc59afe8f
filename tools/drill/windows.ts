import { percentile } from '../bench/statistics';
import { groupBy } from '../group-by';
import { type DrillRecord, type PhaseRun, type Visit } from './record';
import { type QueueDepth, type Sample } from './watch';

/** A stretch of time of which the report has a line; times in ms since the epoch. */
export interface Window {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** What is promised of the shopper's wait here. */
  readonly promise: 'none' | 'below_time_out' | 'fast';
}

/** What happened in a window: to the orders that were sent in it, and to the queues. Times in ms. */
export interface WindowFigures extends Window {
  readonly sent: number;
  /** Answers by kind, further attempts included. */
  readonly answers: Readonly<Record<AnswerKind, number>>;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly queueAtEnd: number;
  readonly queueMost: number;
}

/** Kinds of answers, as the columns of the report. */
export const ANSWER_KINDS = ['201', '202', '402', '409', '429', '5xx', 'other', 'none'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/**
 * An instance goes by what it knows of its Region's circuit for a second, and the call to the provider that it
 * begins just then lasts two more: from then on every shopper is answered at once.
 */
export const KNOWN_EVERYWHERE_MS = 3_000;

/** When a Region's circuit was first seen open since then; null if never. */
export function openedAt(samples: readonly Sample[], region: string, since: number): number | null {
  const found = samples.find(({ at, circuits }) => at >= since && isOpen(circuits[region]));
  return found?.at ?? null;
}

/** When it was first seen closed again since then. */
export function closedAt(samples: readonly Sample[], region: string, since: number): number | null {
  return samples.find(({ at, circuits }) => at >= since && circuits[region] === 'closed')?.at ?? null;
}

const isOpen = (state: string | undefined): boolean => state === 'open' || state === 'half_open';

/** From when on every Region's shoppers are answered without asking the provider; null if never. */
export function circuitKnownAt({ samples, regions, runs }: DrillRecord): number | null {
  const since = runs.find(({ phase }) => phase.payments !== 'ok')?.from ?? Infinity;
  const opened = regions.map((region) => openedAt(samples, region, since));
  const latest = opened.reduce((most, at) => (most === null || at === null ? null : Math.max(most, at)), 0);
  return latest === null ? null : latest + KNOWN_EVERYWHERE_MS;
}

/** A window for each phase, and two for the one in which the circuit opens. */
export function windowsOf(record: DrillRecord): readonly Window[] {
  const knownAt = circuitKnownAt(record) ?? Infinity;
  return record.runs.flatMap((run) => split(run, knownAt));
}

function split({ phase, from, to }: PhaseRun, knownAt: number): readonly Window[] {
  const { name, payments, lost } = phase;
  if (payments === 'ok') return [{ name, from, to, promise: 'none' }];
  const first: Window = {
    name: `${name}, at first`,
    from,
    to: Math.min(to, knownAt),
    promise: 'below_time_out',
  };
  // Shoppers of a Region that is lost wait for its connections to break.
  const promise = lost === null ? 'fast' : 'none';
  if (knownAt <= from) return [{ name, from, to, promise }];
  if (knownAt >= to) return [first];
  return [first, { name: `${name}, circuit open`, from: knownAt, to, promise }];
}

/** The figures of all windows. */
export function figuresOf(record: DrillRecord): readonly WindowFigures[] {
  const windows = windowsOf(record);
  const byWindow = groupBy(record.visits, (visit) => windowOf(visit, windows));
  return windows.map((window) => figuresIn(window, byWindow.get(window) ?? [], record.samples));
}

/** Whoever was under way when payments began to fail met the failure, and is counted there. */
function windowOf({ sentAt, latencyMs }: Visit, windows: readonly Window[]): Window | undefined {
  const index = windows.findIndex(({ to }) => sentAt < to);
  const sent = windows[index];
  const next = windows[index + 1];
  const failing = sent?.promise === 'none' && next?.promise === 'below_time_out';
  return failing && sentAt + latencyMs > sent.to ? next : sent;
}

function figuresIn(window: Window, own: readonly Visit[], samples: readonly Sample[]): WindowFigures {
  const within = (at: number) => at >= window.from && at < window.to;
  const latencies = own.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b);
  const depths = samples.flatMap(({ at, depth }) => (depth !== null && within(at) ? [total(depth)] : []));
  return {
    ...window,
    sent: own.length,
    answers: countAnswers(own),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    max: percentile(latencies, 1),
    queueAtEnd: depths.at(-1) ?? 0,
    queueMost: Math.max(0, ...depths),
  };
}

const total = ({ visible, inFlight, delayed }: QueueDepth): number => visible + inFlight + delayed;

/** How often each kind of answer came. */
export function countAnswers(visits: readonly Visit[]): Readonly<Record<AnswerKind, number>> {
  const kinds = visits.flatMap(({ answers }) => answers.map(kindOf));
  const count = (kind: AnswerKind) => kinds.filter((each) => each === kind).length;
  return Object.fromEntries(ANSWER_KINDS.map((kind) => [kind, count(kind)])) as Record<AnswerKind, number>;
}

function kindOf(status: number | null): AnswerKind {
  if (status === null) return 'none';
  if (status >= 500) return '5xx';
  return ANSWER_KINDS.find((kind) => kind === String(status)) ?? 'other';
}
