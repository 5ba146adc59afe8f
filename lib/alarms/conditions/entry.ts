import { type MetricTerm } from '../../objectives/objectives';
import { type Condition } from './condition';

/** Share of failed answers, in percent, from which on somebody is woken: as `errors-high` for the API alone. */
const FAILED_PERCENT = 5;

/**
 * Failed answers in five minutes that are more than a few shoppers' bad luck, and more than the ten of both probes: when nobody
 * but them comes by, `entry-down` says what there is to say.
 */
const FEWEST_FAILED = 15;

/** Whether the edge answers with 5xx, its own or a Region's, storefront included. */
export const entryErrors = (distributionId: string): Condition => ({
  metrics: {
    percent: ofDistribution(distributionId, '5xxErrorRate', 'Average'),
    requests: ofDistribution(distributionId, 'Requests', 'Sum'),
  },
  expressions: {
    failed: 'percent * requests / 100',
    share: `IF(failed > ${FEWEST_FAILED - 0.5}, percent, 0)`,
  },
  comparison: 'above',
  threshold: FAILED_PERCENT,
  periodSeconds: 300,
});

/**
 * CloudFront's metrics are free, in us-east-1 only, and have these two dimensions (its developer guide, "Types of metrics
 * for CloudFront"): a rate in percent by minute, weighted by requests where minutes are averaged.
 */
const ofDistribution = (
  distributionId: string,
  metric: 'Requests' | '5xxErrorRate',
  stat: string,
): MetricTerm => ({
  namespace: 'AWS/CloudFront',
  metric,
  dimensions: { DistributionId: distributionId, Region: 'Global' },
  stat,
});
