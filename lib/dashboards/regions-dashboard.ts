import { Duration, Stack } from 'aws-cdk-lib';
import {
  Dashboard,
  type IMetric,
  type IWidget,
  MathExpression,
  PeriodOverride,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { BROWSE_METHODS, CHECKOUT_METHODS, type JourneyMethod } from '../objectives/objectives';
import { alarmStatus } from './alarm-status';
import { type DashboardContext, HOUR, MINUTE } from './context';
import { levelShare, percentOf } from './formulas';
import { type Colour, regionColour, seriesColour } from './palette';
import { type RegionMetrics } from './region-metrics';
import { graph, GRID, heading, introduction, NEAR_LIMIT } from './widgets';

/** What a line of one Region is made of. */
type LineOf = (metrics: RegionMetrics, shown: { label: string; colour: Colour; id: string }) => IMetric;

/** `<name>-regions`: both Regions side by side, and what is left of the budgets. */
export class RegionsDashboard extends Construct {
  /** Where the dashboard is made: metrics of other Regions are marked as such. */
  private readonly home: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly context: DashboardContext,
  ) {
    super(scope, id);
    const { config } = context;
    this.home = Stack.of(this).region;
    new Dashboard(this, 'Dashboard', {
      dashboardName: `${config.name}-regions`,
      defaultInterval: Duration.hours(3),
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        [introduction(about(context))],
        [heading('Alarms')],
        this.alarms('page', 'Does anything page in'),
        this.alarms('ticket', 'Which tickets are open in'),
        [heading('Budgets left')],
        this.budgets(),
        [heading('Who serves, and how well')],
        this.service(),
        [heading('What differs')],
        this.differences(),
      ],
    });
  }

  private alarms(severity: 'page' | 'ticket', question: string): IWidget[] {
    const { config } = this.context;
    return config.regions.map((region) =>
      alarmStatus(this.scopeOf(region), {
        deployment: config.name,
        region,
        severity,
        title: `${question} ${region}?`,
        width: GRID / config.regions.length,
      }),
    );
  }

  private scopeOf(region: string): Construct {
    const found = this.node.tryFindChild(region);
    return found instanceof Construct ? found : new Construct(this, region);
  }

  private budgets(): IWidget[] {
    const shown = { unit: '% of the budget', region: this.home, width: GRID / 2, max: 100 };
    const spent = { value: 10, label: 'budget-low' };
    return [
      graph({ ...shown, title: 'What is left of each budget?', lines: this.budgetLines(), bars: true }),
      graph({
        ...shown,
        title: 'When was it spent? (30 days)',
        lines: this.budgetLines(),
        limits: [spent],
        since: '-P30D',
      }),
    ];
  }

  /** Each Region publishes the budget of both; the lower figure is the newer one while one of them is lost. */
  private budgetLines(): IMetric[] {
    return this.context.objectives.map(({ name }, index) => {
      const metrics = this.context.config.regions.map((region, place) => {
        const shown = { stat: Stats.MINIMUM };
        const source = this.context.metricsOf(region).every(HOUR);
        return [`b${index}r${place}`, source.ownWith('BudgetRemaining', { objective: name }, shown)] as const;
      });
      return new MathExpression({
        expression: `MIN([${metrics.map(([id]) => id).join(', ')}])`,
        usingMetrics: Object.fromEntries(metrics),
        label: name,
        color: seriesColour(index),
        period: HOUR,
      });
    });
  }

  private service(): IWidget[] {
    const { availability, orderMilliseconds } = this.context.config.objectives;
    return [
      this.compare('Who gets the shoppers?', 'requests a minute', (metrics, shown) =>
        metrics.stage('Count', shown),
      ),
      this.compare('Who takes the orders?', 'orders a minute', (metrics, shown) =>
        metrics.own('OrdersPlaced', shown),
      ),
      this.compare(
        'How many shop calls fail?',
        '% of requests',
        (metrics, shown) =>
          percentOf(calls(metrics, '5XXError'), calls(metrics, 'Count'), { ...shown, period: MINUTE }),
        { value: Math.round((100 - availability) * 1e6) / 1e6, label: 'objective' },
      ),
      this.compare(
        'How long does one order in a hundred take?',
        'ms, p99',
        (metrics, shown) => metrics.method('Latency', PLACE_ORDER, { ...shown, stat: 'p99' }),
        { value: orderMilliseconds, label: 'objective' },
      ),
    ];
  }

  private differences(): IWidget[] {
    const { config } = this.context;
    const highest =
      (name: 'CircuitOpen' | 'OldestBufferedOrderSeconds') => (metrics: RegionMetrics, shown: object) =>
        metrics.own(name, { ...shown, stat: Stats.MAXIMUM });
    return [
      this.compare('Whose circuit is open?', '1 open, 0 closed', highest('CircuitOpen')),
      this.compare(
        'How long has the oldest order waited?',
        'seconds',
        highest('OldestBufferedOrderSeconds'),
        { value: config.objectives.freshnessSeconds, label: 'objective' },
      ),
      this.compare('Who says that the other one is well?', '1 yes, 0 no', (metrics, shown) =>
        metrics.own('OtherRegionHealthy', { ...shown, stat: Stats.MINIMUM }),
      ),
      this.compare(
        'Who has room for more calls?',
        '% of concurrent executions',
        (metrics, shown) =>
          levelShare(
            metrics.account('ConcurrentExecutions', { stat: Stats.MAXIMUM }),
            config.limits.lambdaConcurrency,
            { ...shown, period: MINUTE },
          ),
        NEAR_LIMIT,
      ),
    ];
  }

  /** One line for each Region, on one axis. */
  private compare(
    title: string,
    unit: string,
    lineOf: LineOf,
    limit?: { value: number; label: string },
  ): IWidget {
    const { regions } = this.context.config;
    return graph({
      title,
      unit,
      region: this.home,
      lines: regions.map((region, index) =>
        lineOf(this.context.metricsOf(region), {
          label: region,
          colour: regionColour(index),
          id: `region${index}`,
        }),
      ),
      limits: limit === undefined ? [] : [limit],
    });
  }
}

const PLACE_ORDER: JourneyMethod = { method: 'POST', path: '/v1/orders' };

const calls = (metrics: RegionMetrics, name: 'Count' | '5XXError') =>
  [...CHECKOUT_METHODS, ...BROWSE_METHODS].map((method) => metrics.method(name, method));

const about = ({ config }: DashboardContext): string =>
  `# ${config.regions.join(' and ')}, side by side\n` +
  `One line for each Region. A Region without values is lost, or has no shoppers. ` +
  `[Runbooks](${config.runbooks}/README.md) · made by lib/dashboards: changes in the console are lost.`;
