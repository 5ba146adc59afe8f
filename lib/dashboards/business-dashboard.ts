import { Duration, Stack } from 'aws-cdk-lib';
import { Dashboard, type IWidget, MathExpression, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type CountName, NAMESPACE, SERVICE_DIMENSION } from '../objectives/metrics';
import { type DashboardContext, FIVE_MINUTES, HOUR } from './context';
import { sumOf } from './formulas';
import { type Colour, COLOURS, regionColour } from './palette';
import { type RegionMetrics } from './region-metrics';
import { graph, heading, introduction, number } from './widgets';

/** What becomes of a checkout, in the order in which it matters. */
const OUTCOMES: readonly { name: CountName; title: string; colour: Colour }[] = [
  { name: 'OrdersPlaced', title: 'Placed', colour: COLOURS.good },
  { name: 'OrdersConfirmed', title: 'Confirmed', colour: COLOURS.good },
  { name: 'OrdersBuffered', title: 'Payment put off', colour: COLOURS.waiting },
  { name: 'OrdersDeclined', title: 'Card declined', colour: COLOURS.refused },
  { name: 'OrdersOutOfStock', title: 'Sold out', colour: COLOURS.neutral },
  { name: 'OrdersFailed', title: 'Failed', colour: COLOURS.bad },
];

/** `<name>-business`: how the shop does, both Regions together. */
export class BusinessDashboard extends Construct {
  private readonly regions: readonly RegionMetrics[];
  /** Where the dashboard is made: metrics of other Regions are marked as such. */
  private readonly home: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly context: DashboardContext,
  ) {
    super(scope, id);
    const { config } = context;
    this.regions = config.regions.map((region) => context.metricsOf(region).every(FIVE_MINUTES));
    this.home = Stack.of(this).region;
    new Dashboard(this, 'Dashboard', {
      dashboardName: `${config.name}-business`,
      defaultInterval: Duration.days(1),
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        [introduction(about(config.name))],
        [heading('Orders in the time shown')],
        OUTCOMES.map((outcome) => this.total(outcome)),
        [heading('Orders over time')],
        [this.byRegion('OrdersPlaced', 'How many orders come, and where?'), this.outcomes()],
        [heading('Revenue and two weeks')],
        [this.revenue(), this.twoWeeks()],
      ],
    });
  }

  private total({ name, title, colour }: (typeof OUTCOMES)[number]): IWidget {
    return number({
      title,
      unit: 'orders',
      region: this.home,
      width: 4,
      period: FIVE_MINUTES,
      metric: this.both(name, title, colour, FIVE_MINUTES),
    });
  }

  /** A count over both Regions. */
  private both(name: CountName, label: string, colour: Colour, period: Duration): MathExpression {
    const metrics = this.regions.map((region) => region.every(period).own(name));
    return sumOf(metrics, { id: name.toLowerCase(), label, colour, period });
  }

  private byRegion(name: CountName, title: string): IWidget {
    return graph({
      title,
      unit: 'orders in 5 minutes',
      region: this.home,
      width: 12,
      stacked: true,
      lines: this.regions.map((metrics, index) =>
        metrics.own(name, { label: metrics.region, colour: regionColour(index) }),
      ),
    });
  }

  private outcomes(): IWidget {
    return graph({
      title: 'What becomes of them?',
      unit: 'orders in 5 minutes',
      region: this.home,
      width: 12,
      lines: OUTCOMES.slice(1).map(({ name, title, colour }) => this.both(name, title, colour, FIVE_MINUTES)),
    });
  }

  /** Found by searching, since the currencies are those of the catalogue: one line for each and Region. */
  private revenue(): IWidget {
    const { name } = this.context.config;
    const search = `SEARCH('{${NAMESPACE},${SERVICE_DIMENSION},currency} MetricName="Revenue" ${SERVICE_DIMENSION}="${name}"', 'Sum', ${HOUR.toSeconds()})`;
    return graph({
      title: 'What is earned? (confirmed orders)',
      unit: 'pence, cents … an hour',
      region: this.home,
      width: 12,
      stacked: true,
      lines: this.regions.map(
        ({ region }) =>
          new MathExpression({
            expression: search,
            usingMetrics: {},
            label: region,
            searchRegion: region,
            period: HOUR,
          }),
      ),
    });
  }

  /** Looks back two weeks whatever the dashboard shows, so that a day stands beside the same day a week ago. */
  private twoWeeks(): IWidget {
    return graph({
      title: 'Is it a usual day? (two weeks)',
      unit: 'orders an hour',
      region: this.home,
      width: 12,
      since: '-P14D',
      lines: [
        this.both('OrdersPlaced', 'placed', COLOURS.neutral, HOUR),
        this.both('OrdersConfirmed', 'confirmed', COLOURS.good, HOUR),
      ],
    });
  }
}

const about = (name: string): string =>
  `# How does ${name} do?\nBoth Regions together. A Region that is lost shows no values; the sums then are the other one's. ` +
  `Made by lib/dashboards: changes in the console are lost.`;
