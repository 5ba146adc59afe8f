import { Duration } from 'aws-cdk-lib';
import { Dashboard, type IWidget, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { alarmStatus } from './alarm-status';
import { type DashboardContext } from './context';
import { orderRows } from './order-rows';
import { platformRows } from './platform-rows';
import { shopperRows } from './shopper-rows';
import { GRID, heading, introduction } from './widgets';

/** Which Region a dashboard is about. */
export interface RegionDashboardProps {
  readonly context: DashboardContext;
  readonly region: string;
  readonly otherRegion: string;
}

/** `<name>-<region>`: what is wrong in one Region, from what shoppers meet down to what the shop stands on. */
export class RegionDashboard extends Construct {
  constructor(scope: Construct, id: string, props: RegionDashboardProps) {
    super(scope, id);
    const { context, region, otherRegion } = props;
    const metrics = context.metricsOf(region);
    new Dashboard(this, 'Dashboard', {
      dashboardName: `${context.config.name}-${region}`,
      defaultInterval: Duration.hours(3),
      // The units of the axes hold for the periods that are given.
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        [introduction(aboutRegion(context, region))],
        [heading('Alarms')],
        this.alarms(props),
        ...shopperRows(context, metrics),
        ...orderRows(context, metrics),
        ...platformRows(context, { metrics, otherRegion }),
      ],
    });
  }

  private alarms({ context, region }: RegionDashboardProps): IWidget[] {
    const shown = { deployment: context.config.name, region, width: GRID / 2 };
    return [
      alarmStatus(this, { ...shown, severity: 'page', title: `Does anything page in ${region}?` }),
      alarmStatus(this, { ...shown, severity: 'ticket', title: `Which tickets are open in ${region}?` }),
    ];
  }
}

const aboutRegion = ({ config }: DashboardContext, region: string): string =>
  `# ${config.name} in ${region}\n` +
  `Read it from the top. Orange-red is bad, and a line across is what must not be crossed. ` +
  `[Runbooks](${config.runbooks}/README.md) · made by lib/dashboards: changes in the console are lost.`;
