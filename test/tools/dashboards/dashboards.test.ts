import { type DashboardBody, type ShownMetric, type Widget } from '../../../tools/dashboards/body';
import { drawDashboard } from '../../../tools/dashboards/draw';
import { type Figures, type Series } from '../../../tools/dashboards/figures';
import { linesOf } from '../../../tools/dashboards/lines';
import { short } from '../../../tools/dashboards/numbers';
import { parseDashboardsOptions } from '../../../tools/dashboards/options';

const MINUTE = 60_000;
const TIME = { from: 0, to: 3 * MINUTE };

/** Figures by the name of the metric, and what was asked. */
class KnownFigures implements Figures {
  readonly asked: ShownMetric[] = [];

  constructor(private readonly known: Readonly<Record<string, readonly number[]>>) {}

  async read(metrics: readonly ShownMetric[]): Promise<readonly Series[]> {
    this.asked.push(...metrics);
    return metrics.map(
      ({ name }) => new Map((this.known[name] ?? []).map((value, index) => [index * MINUTE, value])),
    );
  }
}

const widget = (properties: Widget['properties']): Widget => ({
  type: 'metric',
  x: 0,
  y: 0,
  width: 6,
  height: 6,
  properties: { region: 'us-east-1', stat: 'Sum', period: 60, ...properties },
});

const metric = (name: string, options: object = {}) => ['Holdfast', name, 'service', 'shop', options];

describe('linesOf', () => {
  test('reads metrics with the statistic and the Region of their own, or of their widget', async () => {
    const figures = new KnownFigures({});
    const metrics = [metric('A'), metric('B', { stat: 'p99', region: 'us-west-2' })];
    await linesOf(widget({ metrics }), figures, TIME);
    expect(figures.asked.map(({ name, region, options: { stat } }) => [name, region, stat])).toEqual([
      ['A', 'us-east-1', 'Sum'],
      ['B', 'us-west-2', 'p99'],
    ]);
  });

  test('reckons expressions from metrics that are not shown themselves', async () => {
    const figures = new KnownFigures({ Bad: [1, 0, 2], All: [4, 5, 8] });
    const lines = await linesOf(
      widget({
        metrics: [
          [{ expression: '100 * bad / all', label: 'share', id: 'share', color: '#123456' }],
          metric('Bad', { id: 'bad', visible: false }),
          metric('All', { id: 'all', visible: false }),
        ],
      }),
      figures,
      TIME,
    );
    expect(lines).toEqual([
      {
        label: 'share',
        colour: '#123456',
        series: new Map([
          [0, 25],
          [MINUTE, 0],
          [2 * MINUTE, 25],
        ]),
      },
    ]);
  });

  test('says what it cannot draw', async () => {
    const metrics = [[{ expression: "SEARCH('{Holdfast,service} a', 'Sum', 60)", label: 'revenue' }]];
    const [line] = await linesOf(widget({ metrics }), new KnownFigures({}), TIME);
    expect(line).toMatchObject({
      label: 'revenue',
      missing: expect.stringContaining('CloudWatch') as string,
    });
  });
});

describe('drawDashboard', () => {
  const draw = async (properties: Widget['properties'], figures: Record<string, number[]>) => {
    const shown = widget(properties);
    const body: DashboardBody = { name: 'shop-us-east-1', text: '', widgets: [shown] };
    const lines = await linesOf(shown, new KnownFigures(figures), TIME);
    return drawDashboard({
      body,
      filled: [{ widget: shown, lines }],
      ringing: [],
      ...TIME,
      caption: 'local',
    });
  };
  const axis = { left: { min: 0, label: 'orders a minute' } };

  test('shows title, unit, limit, line and newest value', async () => {
    const picture = await draw(
      {
        title: 'How many <orders>?',
        yAxis: axis,
        metrics: [metric('Orders', { label: 'placed', color: '#0072B2' })],
        annotations: { horizontal: [{ value: 8, label: 'objective', color: '#D55E00' }] },
      },
      { Orders: [1, 5, 7] },
    );
    for (const part of [
      'How many &lt;orders&gt;?',
      'orders a minute',
      'objective',
      'placed: 7',
      '#0072B2',
      '#D55E00',
    ])
      expect(picture).toContain(part);
  });

  test('draws higher values higher up', async () => {
    const picture = await draw({ yAxis: axis, metrics: [metric('Orders')] }, { Orders: [0, 10, 5] });
    const [, path = ''] = /<path[^>]* d="([^"]+)"/.exec(picture) ?? [];
    const [zero, ten, five] = [...path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
    expect(ten).toBeLessThan(Number(five));
    expect(five).toBeCloseTo((Number(zero) + Number(ten)) / 2, 1);
  });

  test('sums a number over the whole time', async () => {
    const picture = await draw(
      { view: 'singleValue', title: 'Placed (orders)', metrics: [metric('Orders')] },
      { Orders: [1, 2, 4] },
    );
    expect(picture).toMatch(/class="large"[^>]*>7</);
  });

  test('shows maximum and average of each row of a table', async () => {
    const picture = await draw(
      { view: 'table', title: 'Slow (ms)', metrics: [metric('Ms', { label: 'carts' })] },
      { Ms: [1, 2, 6] },
    );
    expect(picture).toMatch(/>carts<[\s\S]*>6<[\s\S]*>3</);
  });

  test('names the alarms that ring in the Region of the widget, and no others', () => {
    const arn = (name: string) => `arn:aws:cloudwatch:us-east-1:1:alarm:${name}`;
    const shown: Widget = { ...widget({ title: 'Alarms', alarms: [arn('a'), arn('b')] }), type: 'alarm' };
    const picture = drawDashboard({
      body: { name: 'shop', text: '', widgets: [shown] },
      filled: [{ widget: shown, lines: [] }],
      ringing: [
        { region: 'us-east-1', name: 'a' },
        { region: 'us-west-2', name: 'b' },
      ],
      ...TIME,
      caption: 'local',
    });
    expect(picture).toContain('1 of 2 ring');
    expect(picture).toContain('>a<');
    expect(picture).not.toContain('>b<');
  });
});

test.each([
  [0, '0'],
  [0.123456, '0.123'],
  [1234, '1234'],
  [29_300, '29.3 k'],
  [2_500_000, '2.5 M'],
])('%d is shown as %s', (value, shown) => expect(short(value)).toBe(shown));

test.each([
  [['--minutes', '5'], 'usage'],
  [['--minutes', '30', '--out', 'there'], 'ok'],
  [['--help'], 'help'],
  [['more'], 'usage'],
])('%j is %s', (argv, kind) => expect(parseDashboardsOptions(argv).kind).toBe(kind));
