import { type AlarmView } from '../alarms/shape';
import { type DescribeAlarms } from './requests';

/**
 * The answer to DescribeAlarms, in one page; without `AlarmTypes` only metric alarms are told of, as on AWS.
 *
 * @param ahead by how many ms CloudWatch's clock is ahead of the caller's
 */
export function describeAlarms(views: readonly AlarmView[], wanted: DescribeAlarms, ahead: number) {
  const { AlarmNames, AlarmNamePrefix, AlarmTypes, StateValue } = wanted;
  const found = views.filter(
    ({ name, state }) =>
      (AlarmNames?.includes(name) ?? true) &&
      name.startsWith(AlarmNamePrefix) &&
      (StateValue === undefined || state === StateValue),
  );
  const of = (kind: AlarmView['kind'], type: DescribeAlarms['AlarmTypes'][number]) =>
    AlarmTypes.includes(type)
      ? found.filter((view) => view.kind === kind).map((view) => told(view, ahead))
      : [];
  return { MetricAlarms: of('metric', 'MetricAlarm'), CompositeAlarms: of('composite', 'CompositeAlarm') };
}

const told = ({ name, description, state, reason, since, suppressedBy }: AlarmView, ahead: number) => ({
  AlarmName: name,
  AlarmDescription: description,
  StateValue: state,
  StateReason: reason,
  StateUpdatedTimestamp: (Date.parse(since) - ahead) / 1_000,
  ...(suppressedBy === undefined ? {} : { ActionsSuppressedReason: `Suppressed by ${suppressedBy}` }),
});
