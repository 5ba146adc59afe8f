import { type MetricTerm, type Objective } from '../../../../lib/objectives/objectives';
import { type ShownMetric } from '../../../dashboards/body';
import { type Figures } from '../../../dashboards/figures';
import { type AlarmView } from '../cloudwatch';
import { type Evidence } from '../record';

/** What the proof is made of. */
export interface EvidenceInput {
  readonly objectives: readonly Objective[];
  readonly regions: readonly string[];
  readonly figures: Figures;
  /** As they are at the end of the hour. */
  readonly alarms: readonly AlarmView[];
  /** Epoch ms as a caller has them: now is now by CloudWatch's clock, and an hour ago an hour before that. */
  readonly from: number;
  readonly to: number;
}

const MINUTE_MS = 60_000;
const MINUTE_SECONDS = 60;

/**
 * That silence was judged and not blindness: the events by which the burn rates of each objective were divided in that hour,
 * as CloudWatch has them under the names that the alarms read, and the parts that had not enough data to be judged at all.
 */
export async function gatherEvidence(input: EvidenceInput): Promise<Evidence> {
  const { objectives, regions, figures, alarms, from, to } = input;
  const wanted = regions.flatMap((region) => objectives.map((objective) => ({ region, objective })));
  const terms = wanted.flatMap(({ region, objective: { total, bad } }, of) => [
    ...total.map((term) => ({ of, what: 'total', metric: toMetric(region, term) })),
    ...bad.map((term) => ({ of, what: 'bad', metric: toMetric(region, term) })),
  ]);
  const series = await figures.read(
    terms.map(({ metric }) => metric),
    {
      from: Math.floor(from / MINUTE_MS) * MINUTE_MS,
      to: Math.ceil(to / MINUTE_MS) * MINUTE_MS,
      periodSeconds: MINUTE_SECONDS,
    },
  );
  const sum = (of: number, what: string): number =>
    sumOf(
      terms.flatMap((term, index) => (term.of === of && term.what === what ? valuesOf(series[index]) : [])),
    );
  return {
    events: wanted.map(({ region, objective: { name } }, index) => ({
      region,
      objective: name,
      events: sum(index, 'total'),
      bad: sum(index, 'bad'),
    })),
    unjudged: alarms
      .filter(({ name, state }) => PART_OF_BURN.test(name) && state === 'INSUFFICIENT_DATA')
      .map(({ region, name }) => ({ region, alarm: name })),
  };
}

/** `holdfast-checkout-latency-burn-5m`. */
export const PART_OF_BURN = /-burn-[0-9]+[mhd](-slow)?$/;

const toMetric = (region: string, { namespace, metric, dimensions, stat }: MetricTerm): ShownMetric => ({
  ...{ region, namespace, name: metric, dimensions },
  options: { stat },
});

const valuesOf = (series: ReadonlyMap<number, number> | undefined): number[] => [...(series?.values() ?? [])];

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
