import { type Series } from '../../domain/budget/measure';
import { type CallAws, type SignedAnswer } from '../signed-call';

/**
 * One attempt; daily values of some thirty metrics are a few KB. CloudWatch may take seconds where a request begins in
 * data that is kept in coarser periods.
 */
const TIME_OUT_MS = 5_000;

/** Seconds in a day: the longest period that the user guide names ("Amazon CloudWatch concepts", Periods). */
const PERIOD_SECONDS = 86_400;

/** What is asked of CloudWatch. Times in milliseconds since the epoch; `to` is exclusive. */
export interface DailyRequest {
  readonly series: readonly Series[];
  readonly from: number;
  readonly to: number;
}

/** Values of one metric, as the page has them. */
export interface MetricValues {
  /** Index of the series. */
  readonly index: number;
  /** In milliseconds since the epoch. */
  readonly timestamps: readonly number[];
  readonly values: readonly number[];
}

/** What came of one call. */
export type PageResult =
  | { readonly kind: 'page'; readonly values: readonly MetricValues[]; readonly next: string | undefined }
  /** `again`: the same call may succeed a moment later. */
  | { readonly kind: 'failed'; readonly reason: string; readonly again: boolean };

/**
 * One page of `GetMetricData`, by AWS JSON 1.0, the protocol of the SDK's own client (3.1162; times are seconds since the
 * epoch). Never throws for the service's reasons.
 */
export async function getMetricData(
  call: CallAws,
  request: DailyRequest,
  token: string | undefined,
): Promise<PageResult> {
  const answer = await call({
    service: 'monitoring',
    host: 'monitoring',
    path: '/',
    contentType: 'application/x-amz-json-1.0',
    headers: { 'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData' },
    body: JSON.stringify(bodyOf(request, token)),
    timeOutMs: TIME_OUT_MS,
  });
  return answer.kind === 'none'
    ? { kind: 'failed', reason: answer.reason, again: true }
    : answer.status < 300
      ? pageOf(answer.body)
      : refusalOf(answer);
}

function bodyOf({ series, from, to }: DailyRequest, token: string | undefined): object {
  return {
    StartTime: from / 1_000,
    // CloudWatch rounds times down to the minute: the minute under way belongs to what is asked for.
    EndTime: Math.ceil(to / 60_000) * 60,
    ScanBy: 'TimestampAscending',
    MetricDataQueries: series.map(({ namespace, metric, dimensions, stat }, index) => ({
      Id: `m${index}`,
      MetricStat: {
        Metric: {
          Namespace: namespace,
          MetricName: metric,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: PERIOD_SECONDS,
        Stat: stat,
      },
    })),
    ...(token !== undefined && { NextToken: token }),
  };
}

type Answer = SignedAnswer & { kind: 'answer' };

/** Errors after which the same call may succeed ("Common errors", CloudWatch API reference). */
const AGAIN = /^(Throttling|ThrottlingException|RequestLimitExceeded|ServiceUnavailable|InternalFailure)$/;

function refusalOf({ status, body }: Answer): PageResult {
  const code = codeOf(body);
  return { kind: 'failed', reason: `${status} ${code}`, again: status >= 500 || AGAIN.test(code) };
}

/** `{"__type": "namespace#Code"}` ("AWS JSON 1.0 protocol", Smithy). */
function codeOf(body: string): string {
  const type = objectOf(body)['__type'];
  return typeof type === 'string' ? (type.split('#').at(-1) ?? type) : 'without a code';
}

function objectOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** As far as it is read ("MetricDataResult", CloudWatch API reference). */
interface Result {
  readonly Id: string;
  readonly StatusCode?: 'Complete' | 'PartialData' | 'InternalError' | 'Forbidden';
  readonly Timestamps?: readonly number[];
  readonly Values?: readonly number[];
}

/**
 * Results without all of their values are no counts: `InternalError` is asked for again, `Forbidden` is an error. With
 * `PartialData` the token leads to the rest.
 */
function pageOf(body: string): PageResult {
  const { MetricDataResults, NextToken } = objectOf(body);
  if (!Array.isArray(MetricDataResults)) return { kind: 'failed', reason: 'no results', again: false };
  const results = MetricDataResults as Result[];
  const next = typeof NextToken === 'string' && NextToken !== '' ? NextToken : undefined;
  const bad = results.find(({ StatusCode }) => StatusCode === 'InternalError' || StatusCode === 'Forbidden');
  if (bad) {
    const { Id, StatusCode } = bad;
    return { kind: 'failed', reason: `${StatusCode} for ${Id}`, again: StatusCode === 'InternalError' };
  }
  if (next === undefined && results.some(({ StatusCode }) => StatusCode === 'PartialData'))
    return { kind: 'failed', reason: 'PartialData without a token', again: true };
  const values = results.map(({ Id, Timestamps = [], Values = [] }) => ({
    index: Number(Id.slice(1)),
    timestamps: Timestamps.map((seconds) => seconds * 1_000),
    values: Values,
  }));
  return { kind: 'page', values, next };
}
