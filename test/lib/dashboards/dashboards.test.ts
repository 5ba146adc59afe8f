import { alarmName, ALARMS, EVERY_ALARM } from '../../../lib/alarms/catalogue';
import { EDGE_REGION } from '../../../lib/names';
import { COLOURS } from '../../../lib/dashboards/palette';
import { COUNTS, GAUGES } from '../../../lib/objectives/metrics';
import { ROUTES } from '../../../lib/region/routes';
import { configuration, synthesize } from '../synthesized';
import { metricsOf, type ShownMetric, type Widget } from '../../../tools/dashboards/body';
import { bodies, CONFIG, resources, TEMPLATES } from './bodies';

const BODIES = bodies();
const GRID = 24;
const [first, second] = CONFIG.regions;

/** CloudWatch takes 500 widgets and 500 metrics a widget ("CloudWatch service quotas"), and a body of 1 MB ("PutDashboard"). */
const MOST = { widgets: 500, metrics: 500, bytes: 1_000_000, alarms: 100 } as const;

const titleOf = ({ properties }: Widget): string => properties.title ?? '';
const isGraph = ({ type, properties }: Widget): boolean =>
  type === 'metric' && ['timeSeries', 'bar', undefined].includes(properties.view);
const isNumber = ({ type, properties }: Widget): boolean =>
  type === 'metric' && ['singleValue', 'table'].includes(String(properties.view));

test('there is one for the business, one for each Region and one across both, each made once', () => {
  const names = BODIES.map(({ name }) => name).sort();
  expect(names).toEqual(
    ['holdfast-business', 'holdfast-regions', `holdfast-${first}`, `holdfast-${second}`].sort(),
  );
});

describe.each(BODIES)('$name', ({ text, widgets }) => {
  test('is within what CloudWatch takes', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(MOST.bytes);
    expect(widgets.length).toBeLessThanOrEqual(MOST.widgets);
    expect(Math.max(...widgets.map((widget) => metricsOf(widget).length))).toBeLessThanOrEqual(MOST.metrics);
    widgets.forEach(({ properties }) =>
      expect(properties.alarms?.length ?? 1).toBeLessThanOrEqual(MOST.alarms),
    );
  });

  test('begins with what it is for', () => {
    expect(widgets[0]).toMatchObject({ type: 'text', y: 0 });
    expect(widgets[0]?.properties.markdown).toMatch(/^# .+\n.+/);
  });

  test('fits the grid, and no widget covers another one', () => {
    const taken = new Map<string, string>();
    for (const widget of widgets) {
      expect(widget.x + widget.width).toBeLessThanOrEqual(GRID);
      for (const cell of cellsOf(widget)) {
        expect(taken.get(cell)).toBeUndefined();
        taken.set(cell, titleOf(widget));
      }
    }
  });

  test('each widget says what it answers, and no two of a row say the same', () => {
    const shown = widgets.filter(({ type }) => type !== 'text');
    shown.forEach((widget) => expect(titleOf(widget)).toMatch(/\S/));
    const places = shown.map((widget) => `${widget.y} ${titleOf(widget)}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test('each graph names its unit and begins at 0; a number has its unit in the title', () => {
    for (const { properties } of widgets.filter(isGraph)) {
      expect(properties.yAxis?.left).toMatchObject({ min: 0, label: expect.stringMatching(/\S/) as string });
    }
    for (const widget of widgets.filter(isNumber)) expect(titleOf(widget)).toMatch(/ \([^)]+\)$/);
  });

  test('each metric is published, by something that is there', () => {
    const metrics = widgets.flatMap(metricsOf);
    expect(metrics.filter((metric) => !isPublished(metric))).toEqual([]);
  });

  test('each expression uses metrics of its own widget', () => {
    for (const widget of widgets) {
      const entries = (widget.properties.metrics ?? []).map((entry) => entry.at(-1));
      const options = entries.map((entry) => (entry ?? {}) as { id?: string; expression?: string });
      const ids = new Set(options.map(({ id }) => id));
      options.forEach(({ expression }) => idsIn(expression).forEach((id) => expect(ids).toContain(id)));
    }
  });

  test('all colours are of the palette that colour-blind people tell apart', () => {
    const used = [...text.matchAll(/"color":"(#[^"]+)"/g)].map(([, colour]) => colour);
    expect(used.filter((colour) => !Object.values<string>(COLOURS).includes(String(colour)))).toEqual([]);
  });

  test('lines that are drawn across are orange-red and say what they mean', () => {
    const graphs = widgets.filter(isGraph);
    const lines = graphs.flatMap(({ properties }) => properties.annotations?.horizontal ?? []);
    lines.forEach((line) =>
      expect(line).toMatchObject({ color: COLOURS.bad, label: expect.stringMatching(/\S/) as string }),
    );
  });
});

test.each([
  ['holdfast-regions', [first, second]],
  [`holdfast-${first}`, [first]],
  [`holdfast-${second}`, [second]],
])('%s shows every alarm that tells somebody, by its ARN', (name, regions) => {
  const body = BODIES.find((candidate) => candidate.name === name);
  const shown = (body?.widgets ?? []).flatMap(({ properties }) => properties.alarms ?? []);
  const tellingIn = (region: string) =>
    (region === EDGE_REGION ? EVERY_ALARM : ALARMS).filter(({ severity }) => severity !== 'part');
  const arns = regions.flatMap((region) =>
    tellingIn(region).map(
      (alarm) => `arn:aws:cloudwatch:${region}:111111111111:alarm:${alarmName('holdfast', alarm.name)}`,
    ),
  );
  expect([...shown].sort()).toEqual([...arns].sort());
});

test('a Region shows its own metrics only, and the dashboards across both show each of them', () => {
  const regionsOf = (name: string) => {
    const body = BODIES.find((candidate) => candidate.name === name);
    return new Set((body?.widgets ?? []).flatMap(metricsOf).map(({ region }) => region));
  };
  expect(regionsOf(`holdfast-${second}`)).toEqual(new Set([second]));
  expect(regionsOf('holdfast-regions')).toEqual(new Set([first, second]));
  expect(regionsOf('holdfast-business')).toEqual(new Set([first, second]));
});

test('each Region is shown under its own name wherever the dashboards are made', () => {
  const regions = ['us-west-2', 'us-east-2'] as const;
  const moved = synthesize(configuration({ regions, witness: 'us-east-1' }));
  const shown = bodies(moved).filter(({ name }) => ['holdfast-business', 'holdfast-regions'].includes(name));
  const lines = shown.flatMap(({ widgets }) => widgets.flatMap(metricsOf));
  expect(shown).toHaveLength(2);
  expect(new Set(lines.map(({ region }) => region))).toEqual(new Set(regions));
});

test('the objectives of the configuration are drawn', () => {
  const body = BODIES.find(({ name }) => name === `holdfast-${first}`);
  const values = (body?.widgets ?? []).flatMap(({ properties }) =>
    (properties.annotations?.horizontal ?? []).map(({ value }) => value),
  );
  const { objectives } = CONFIG;
  expect(values).toEqual(
    expect.arrayContaining([
      objectives.orderMilliseconds,
      objectives.readMilliseconds,
      objectives.freshnessSeconds,
      Math.round((100 - objectives.availability) * 1e6) / 1e6,
    ]),
  );
});

test('the tables of functions list every function of the deployment', () => {
  const body = BODIES.find(({ name }) => name === `holdfast-${first}`);
  const shown = (body?.widgets ?? [])
    .flatMap(metricsOf)
    .flatMap(({ dimensions }) => dimensions['FunctionName'] ?? []);
  expect(new Set(shown)).toEqual(new Set(FUNCTION_NAMES));
});

function* cellsOf({ x, y, width, height }: Widget): Generator<string> {
  for (let column = x; column < x + width; column += 1)
    for (let row = y; row < y + height; row += 1) yield `${column},${row}`;
}

/** Ids begin with a lower-case letter; functions are in capitals, and so is what a search looks for between quotes. */
const idsIn = (expression = ''): string[] =>
  expression.startsWith('SEARCH') ? [] : (expression.match(/\b[a-z]\w*/g) ?? []);

const named = (type: string, property: string): string[] =>
  [...TEMPLATES.regions.slice(0, 1), ...TEMPLATES.probes.slice(0, 1), TEMPLATES.data].flatMap((template) =>
    resources(template, type).flatMap((properties) => {
      const name = properties[property];
      return typeof name === 'string' ? [name] : [];
    }),
  );

const FUNCTION_NAMES = named('AWS::Lambda::Function', 'FunctionName');
const QUEUE_NAMES = named('AWS::SQS::Queue', 'QueueName');
const TABLE_NAMES = named('AWS::DynamoDB::GlobalTable', 'TableName');

/** Which metrics there are, by namespace, and whether what they are of is there. */
const PUBLISHED: Readonly<
  Record<string, { names: readonly string[]; exists: (metric: ShownMetric) => boolean }>
> = {
  Holdfast: {
    names: [...COUNTS, ...GAUGES],
    exists: ({ name, dimensions: { service, objective, ...others } }) =>
      service === 'holdfast' &&
      (objective !== undefined) === (name === 'BudgetRemaining') &&
      Object.keys(others).length === 0,
  },
  'AWS/ApiGateway': {
    names: ['Count', '4XXError', '5XXError', 'Latency'],
    exists: ({ dimensions: { ApiName, Stage, Method, Resource, ...others } }) =>
      ApiName === 'holdfast' &&
      Stage === 'prod' &&
      Object.keys(others).length === 0 &&
      (Method === undefined || ROUTES.some(({ method, path }) => method === Method && path === Resource)),
  },
  'AWS/Lambda': {
    names: ['Errors', 'Throttles', 'Duration', 'ConcurrentExecutions'],
    exists: ({ dimensions: { FunctionName, ...others } }) =>
      Object.keys(others).length === 0 &&
      (FunctionName === undefined || FUNCTION_NAMES.includes(FunctionName)),
  },
  'AWS/SQS': {
    names: ['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible'],
    exists: ({ dimensions: { QueueName = '', ...others } }) =>
      Object.keys(others).length === 0 && QUEUE_NAMES.includes(QueueName),
  },
  'AWS/DynamoDB': {
    names: [
      'ConsumedWriteCapacityUnits',
      'ConsumedReadCapacityUnits',
      'WriteThrottleEvents',
      'ReadThrottleEvents',
      'ReplicationLatency',
    ],
    exists: ({ name, region, dimensions: { TableName = '', ReceivingRegion, ...others } }) =>
      Object.keys(others).length === 0 &&
      TABLE_NAMES.includes(TableName) &&
      (name === 'ReplicationLatency'
        ? ReceivingRegion !== region && CONFIG.regions.some((other) => other === ReceivingRegion)
        : ReceivingRegion === undefined),
  },
};

function isPublished(metric: ShownMetric): boolean {
  const known = PUBLISHED[metric.namespace];
  return known !== undefined && known.names.includes(metric.name) && known.exists(metric);
}
