import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Alarm, AlarmStatusWidget, AlarmStatusWidgetSortBy } from 'aws-cdk-lib/aws-cloudwatch';
import { type Construct } from 'constructs';
import { alarmName, ALARMS, EVERY_ALARM } from '../alarms/catalogue';
import { EDGE_REGION } from '../names';

/** Which alarms a widget shows, and where it stands. */
export interface AlarmStatusProps {
  readonly deployment: string;
  readonly region: string;
  readonly severity: 'page' | 'ticket';
  readonly title: string;
  readonly width: number;
}

/**
 * All alarms of one severity in one Region, those that ring first. They are named by their ARN, so that a dashboard shows another
 * Region's as well and depends on no alarm; 100 is the most that a widget takes (CloudWatch API reference, "Dashboard
 * body structure and syntax").
 */
export function alarmStatus(scope: Construct, props: AlarmStatusProps): AlarmStatusWidget {
  const all = props.region === EDGE_REGION ? EVERY_ALARM : ALARMS;
  const shown = all.filter(({ severity }) => severity === props.severity);
  return new AlarmStatusWidget({
    title: props.title,
    width: props.width,
    height: 5,
    sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
    alarms: shown.map(({ name }) =>
      Alarm.fromAlarmArn(scope, `${props.region}-${name}`, arnOf(scope, props, name)),
    ),
  });
}

const arnOf = (scope: Construct, { deployment, region }: AlarmStatusProps, name: string): string =>
  Stack.of(scope).formatArn({
    service: 'cloudwatch',
    region,
    resource: 'alarm',
    resourceName: alarmName(deployment, name),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
