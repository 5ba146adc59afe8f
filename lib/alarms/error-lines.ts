import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { type Construct } from 'constructs';
import { ERROR_LOGS, errorLogsNamespace } from '../objectives/metrics';

/** Counts the lines of level ERROR in a function's log, into the one metric of all functions of a deployment. */
export function countErrorLines(
  scope: Construct,
  id: string,
  logGroup: ILogGroup,
  deployment: string,
): MetricFilter {
  return new MetricFilter(scope, id, {
    logGroup,
    filterPattern: FilterPattern.stringValue('$.level', '=', 'ERROR'),
    metricNamespace: errorLogsNamespace(deployment),
    metricName: ERROR_LOGS,
    metricValue: '1',
  });
}
