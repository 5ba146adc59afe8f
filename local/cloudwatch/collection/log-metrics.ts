import { isRecord } from '../../assembly/template';
import { type Log, type RegionTemplate } from '../../types';
import { type MetricStore } from '../store/metric-store';
import { embeddedMetrics, mayHaveMetrics } from './embedded-metrics';
import { metricFilters, type FilteredValue, type MetricFilter } from './metric-filters';

/** Takes metrics from what the functions of one Region write: embedded metric format and metric filters. */
export class LogMetrics {
  /** Filters that cannot be followed, one line each. */
  readonly unsupported: readonly string[];
  private readonly filters: ReadonlyMap<string, readonly MetricFilter[]>;
  /** Filters to whose lines of this minute nothing matched so far; those with a match do not report their default. */
  private readonly heard = new Map<MetricFilter, 'lines' | 'matched'>();
  private readonly told = new Set<string>();

  constructor(
    template: RegionTemplate,
    private readonly store: MetricStore,
    private readonly log: Log,
  ) {
    const { filters, unsupported } = metricFilters(template);
    this.unsupported = unsupported;
    this.filters = filtersByFunction(template, filters);
  }

  /** Takes a line that a function wrote. */
  line(functionName: string, line: string): void {
    if (mayHaveMetrics(line)) this.embedded(functionName, line);
    for (const filter of this.filters.get(functionName) ?? []) this.filter(filter, line);
  }

  /** Reports default values for the minute that ends, by its beginning (epoch ms of CloudWatch's clock). */
  endMinute(at: number): void {
    for (const [filter, heard] of this.heard)
      if (heard === 'lines') for (const { id, value } of filter.defaults) this.store.addAt(id, at, value);
    this.heard.clear();
  }

  private embedded(functionName: string, line: string): void {
    const found = embeddedMetrics(line);
    if (found.kind === 'metrics')
      for (const { id, values } of found.metrics) for (const value of values) this.store.add(id, value);
    if (found.kind === 'malformed') this.tell(functionName, found.problem);
  }

  private tell(functionName: string, problem: string): void {
    const what = `metrics of ${functionName} cannot be read: ${problem}`;
    if (!this.told.has(what)) this.log(what);
    this.told.add(what);
  }

  private filter(filter: MetricFilter, line: string): void {
    const values: readonly FilteredValue[] = filter.valuesOf(line);
    for (const { id, value } of values) this.store.add(id, value);
    if (filter.defaults.length === 0) return;
    if (values.length > 0) this.heard.set(filter, 'matched');
    else if (!this.heard.has(filter)) this.heard.set(filter, 'lines');
  }
}

/** A function's log group is the one that it names, or `/aws/lambda/<name>`. */
function filtersByFunction(
  { resources }: RegionTemplate,
  filters: readonly MetricFilter[],
): ReadonlyMap<string, readonly MetricFilter[]> {
  const functions = resources.filter(({ type }) => type === 'AWS::Lambda::Function');
  return new Map(
    functions.map(({ ref, properties }) => {
      const { LoggingConfig } = properties;
      const named = isRecord(LoggingConfig) ? LoggingConfig['LogGroup'] : undefined;
      const group = typeof named === 'string' ? named : `/aws/lambda/${ref}`;
      return [ref, filters.filter(({ logGroup }) => logGroup === group)] as const;
    }),
  );
}
