import { type InvocationResult } from '../../types';
import { type MetricStore, type MetricWriter } from '../store/metric-store';

const NAMESPACE = 'AWS/Lambda';

interface FunctionWriters {
  readonly invocations: MetricWriter;
  readonly errors: MetricWriter;
  readonly throttles: MetricWriter;
  readonly duration: MetricWriter;
}

/** AWS/Lambda of one Region ("Types of metrics for Lambda functions"). */
export class LambdaMetrics {
  private readonly functions = new Map<string, FunctionWriters>();
  private readonly concurrency: MetricWriter;
  private readonly allThrottles: MetricWriter;

  constructor(private readonly store: MetricStore) {
    this.concurrency = this.account('ConcurrentExecutions');
    this.allThrottles = this.account('Throttles');
  }

  /** An invocation begins; so many are under way or wait now. On AWS none would wait. */
  began(underWay: number): void {
    this.concurrency.add(underWay);
  }

  /** A request was refused, or met no free environment although its function may have no more: AWS would refuse it. */
  throttled(functionName: string): void {
    this.of(functionName).throttles.add(1);
    this.allThrottles.add(1);
  }

  /** An invocation ended after so many ms. One that its whole Region took down is none. */
  ended(functionName: string, result: InvocationResult, milliseconds: number): void {
    if (result.kind === 'region_down') return;
    const { invocations, errors, throttles, duration } = this.of(functionName);
    invocations.add(1);
    errors.add(result.kind === 'returned' ? 0 : 1);
    throttles.add(0);
    this.allThrottles.add(0);
    duration.add(milliseconds);
  }

  private of(functionName: string): FunctionWriters {
    const known = this.functions.get(functionName);
    if (known !== undefined) return known;
    const writer = (name: string): MetricWriter =>
      this.store.writer({ namespace: NAMESPACE, name, dimensions: { FunctionName: functionName } });
    const writers = {
      invocations: writer('Invocations'),
      errors: writer('Errors'),
      throttles: writer('Throttles'),
      duration: writer('Duration'),
    };
    this.functions.set(functionName, writers);
    return writers;
  }

  private account(name: string): MetricWriter {
    return this.store.writer({ namespace: NAMESPACE, name, dimensions: {} });
  }
}
