import { evaluateId, type Scope } from '../../local/cloudwatch/evaluation/math/evaluate';
import { type Expression } from '../../local/cloudwatch/evaluation/math/expression';
import { parseExpression } from '../../local/cloudwatch/evaluation/math/parse';
import { type LineOptions, metricsOf, optionsOf, type Widget } from './body';
import { type Figures, type Range, type Series } from './figures';

/** One line of a graph, or one number. */
export interface Line {
  readonly label: string;
  readonly colour: string;
  readonly series: Series;
  /** Why it cannot be drawn here. */
  readonly missing?: string;
}

/** CloudWatch's own choice where a widget names none. */
const ANY_COLOUR = '#7F7F7F';
const DEFAULT_PERIOD_SECONDS = 300;

/** What a widget shows between two times, as CloudWatch would reckon it from the figures. */
export async function linesOf(
  widget: Widget,
  figures: Figures,
  window: Omit<Range, 'periodSeconds'>,
): Promise<readonly Line[]> {
  const range = rangeOf(widget, window);
  const metrics = metricsOf(widget);
  const values = await figures.read(withStats(metrics, widget), range);
  const scope = scopeOf(
    widget,
    metrics.map(({ options }, index) => [options.id, values[index] ?? new Map()]),
    range,
  );
  let next = 0;
  return (widget.properties.metrics ?? []).flatMap((entry) => {
    const options = optionsOf(entry);
    const isMetric = options.expression === undefined;
    const series = isMetric ? (values[next++] ?? new Map<number, number>()) : undefined;
    if (options.visible === false) return [];
    return [lineOf(options, nameIn(entry), series ?? evaluated(options, scope))];
  });
}

/** A number stands for the whole time; it is the sum of its minutes. */
function rangeOf({ properties }: Widget, { from, to }: Omit<Range, 'periodSeconds'>): Range {
  if (properties.view === 'singleValue') return { from, to, periodSeconds: 60 };
  const periodSeconds = Math.max(60, ...periodsIn(properties));
  const aligned = Math.floor(from / (periodSeconds * 1000)) * periodSeconds * 1000;
  return { from: aligned, to, periodSeconds };
}

const periodsIn = ({ metrics = [], period }: Widget['properties']): number[] =>
  metrics.map((entry) => optionsOf(entry).period ?? period ?? DEFAULT_PERIOD_SECONDS);

const withStats = (metrics: ReturnType<typeof metricsOf>, { properties }: Widget) =>
  metrics.map((metric) => ({
    ...metric,
    options: { ...metric.options, stat: metric.options.stat ?? properties.stat ?? 'Average' },
  }));

function scopeOf(
  { properties }: Widget,
  metrics: readonly (readonly [string | undefined, Series])[],
  { from, to, periodSeconds }: Range,
): Scope {
  const expressions = (properties.metrics ?? []).map(optionsOf).flatMap(({ id, expression }, index) => {
    const parsed = expression === undefined ? undefined : parsedOrNone(expression);
    return parsed === undefined ? [] : [[id ?? `line${index}`, parsed] as const];
  });
  return {
    grid: { from, periodSeconds, count: Math.ceil((to - from) / (periodSeconds * 1000)) },
    metrics: new Map(metrics.flatMap(([id, series]) => (id === undefined ? [] : [[id, series] as const]))),
    expressions: new Map(expressions),
  };
}

const parsedOrNone = (expression: string): Expression | undefined =>
  expression.startsWith('SEARCH') ? undefined : parseExpression(expression);

function evaluated({ expression = '' }: LineOptions, scope: Scope): Series | string {
  const parsed = parsedOrNone(expression);
  if (parsed === undefined) return 'searching is CloudWatch’s own';
  const value = evaluateId(RESULT, 0, {
    ...scope,
    expressions: new Map([...scope.expressions, [RESULT, parsed]]),
  });
  return value.kind === 'series' ? value.series : 'is no line';
}

const RESULT = 'resultOfLine';

const lineOf = ({ label, color }: LineOptions, name: string, found: Series | string): Line => ({
  label: label ?? name,
  colour: color ?? ANY_COLOUR,
  ...(typeof found === 'string' ? { series: new Map(), missing: found } : { series: found }),
});

const nameIn = (entry: readonly unknown[]): string =>
  typeof entry[1] === 'string' ? entry[1] : 'expression';
