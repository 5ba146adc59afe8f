import { type RegionTemplate } from '../../types';
import { alarmsOf, type CompositeAlarm, readCompositeAlarm, readMetricAlarm } from '../evaluation';
import { Alarm } from './alarm';

/** The alarms of one Region in the order in which they are evaluated: whatever a rule names comes before its alarm. */
export function alarmsIn(template: RegionTemplate, now: number): readonly Alarm[] {
  const properties = (type: string) =>
    template.resources.filter((each) => each.type === type).map((resource) => resource);
  const metric = properties('AWS::CloudWatch::Alarm').map(
    ({ ref, properties: given }) => new Alarm(readMetricAlarm({ AlarmName: ref, ...given }), 'metric', now),
  );
  const composite = properties('AWS::CloudWatch::CompositeAlarm').map(
    ({ ref, properties: given }) =>
      new Alarm(readCompositeAlarm({ AlarmName: ref, ...given }), 'composite', now),
  );
  return [...metric, ...childrenFirst(composite)];
}

/** Rules make no circles: CloudWatch refuses them ("Combining alarms"). */
function childrenFirst(composites: readonly Alarm<CompositeAlarm>[]): Alarm[] {
  const byName = new Map(composites.map((alarm) => [alarm.name, alarm]));
  const sorted = new Set<Alarm>();
  const place = (alarm: Alarm<CompositeAlarm>, parents: readonly Alarm[]): void => {
    for (const name of alarmsOf(alarm.definition.rule)) {
      const child = byName.get(name);
      if (child !== undefined && !parents.includes(child)) place(child, [...parents, child]);
    }
    sorted.add(alarm);
  };
  for (const alarm of composites) place(alarm, [alarm]);
  return [...sorted];
}
