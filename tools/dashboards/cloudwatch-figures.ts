import { LOCAL_OPERATOR } from '../client/credentials';
import { type HttpTransport } from '../client/http';
import { createSigner } from '../client/sign';
import { type OpsRegion } from '../ops/deployment';
import { type ShownMetric } from './body';
import { type Figures, type Range, type Series } from './figures';

/** The operation in CloudWatch's JSON protocol. */
const TARGET = 'GraniteServiceVersion20100801.GetMetricData';
const TIMEOUT_MS = 20_000;

interface MetricDataResult {
  readonly Id: string;
  readonly Timestamps: readonly number[];
  readonly Values: readonly number[];
}

/** Figures of the local shop's CloudWatch, each Region's from its own. */
export class CloudWatchFigures implements Figures {
  constructor(
    private readonly transport: HttpTransport,
    private readonly regions: readonly OpsRegion[],
    private readonly now: () => Date,
  ) {}

  async read(metrics: readonly ShownMetric[], range: Range): Promise<readonly Series[]> {
    const found = new Map<number, Series>();
    for (const region of new Set(metrics.map((metric) => metric.region))) {
      const own = metrics.flatMap((metric, index) => (metric.region === region ? [{ metric, index }] : []));
      const results = await this.ask(region, own, range);
      for (const { Id, Timestamps, Values } of results) found.set(indexIn(Id), seriesOf(Timestamps, Values));
    }
    return metrics.map((_, index) => found.get(index) ?? new Map<number, number>());
  }

  private async ask(
    region: string,
    metrics: readonly { metric: ShownMetric; index: number }[],
    { from, to, periodSeconds }: Range,
  ): Promise<readonly MetricDataResult[]> {
    const body = JSON.stringify({
      StartTime: from / 1000,
      EndTime: to / 1000,
      MetricDataQueries: metrics.map(({ metric, index }) => queryOf(metric, index, periodSeconds)),
    });
    const outcome = await this.transport.send(await this.signed(region, body));
    if (outcome.kind === 'unreachable') throw new FiguresUnavailable(outcome.message);
    if (outcome.status !== 200) throw new FiguresUnavailable(`${outcome.status} ${outcome.body}`);
    const { MetricDataResults } = JSON.parse(outcome.body) as { MetricDataResults: MetricDataResult[] };
    return MetricDataResults;
  }

  private async signed(region: string, body: string) {
    const endpoint = this.regions.find((known) => known.region === region)?.endpoint;
    if (!endpoint) throw new FiguresUnavailable(`there is no Region ${region} here`);
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': TARGET };
    const request = { method: 'POST' as const, url: endpoint, headers, body, timeoutMs: TIMEOUT_MS };
    return createSigner(region, LOCAL_OPERATOR, 'monitoring')(request, this.now());
  }
}

/** No figures could be read: no shop runs there, or it refuses. */
export class FiguresUnavailable extends Error {
  override readonly name = 'FiguresUnavailable';
}

const queryOf = ({ namespace, name, dimensions, options }: ShownMetric, index: number, period: number) => ({
  Id: `m${index}`,
  MetricStat: {
    Metric: {
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: period,
    Stat: options.stat ?? 'Average',
  },
});

const indexIn = (id: string): number => Number(id.slice(1));

const seriesOf = (times: readonly number[], values: readonly number[]): Series =>
  new Map(times.map((time, index) => [time * 1000, values[index] ?? 0] as const).sort(([a], [b]) => a - b));
