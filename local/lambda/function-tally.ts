import { type FunctionCounts, type InvocationResult } from '../types';

/** Invocations of which durations are remembered. */
const REMEMBERED = 100;

/** What became of one function's invocations. */
export class FunctionTally {
  private invocations = 0;
  private errors = 0;
  private coldStarts = 0;
  /** Newest last, in milliseconds. */
  private readonly durations: number[] = [];

  /** An environment was started. */
  started(): void {
    this.coldStarts += 1;
  }

  /** An invocation ended after so many milliseconds; a cold start is part of the first one's time. */
  ended(result: InvocationResult, milliseconds: number): void {
    this.invocations += 1;
    if (result.kind === 'function_error' || result.kind === 'timed_out') this.errors += 1;
    this.durations.push(milliseconds);
    if (this.durations.length > REMEMBERED) this.durations.shift();
  }

  get counts(): Pick<FunctionCounts, 'invocations' | 'errors' | 'coldStarts' | 'lastMs' | 'p95Ms'> {
    const { invocations, errors, coldStarts, durations } = this;
    const inOrder = [...durations].sort((a, b) => a - b);
    const p95 = inOrder[Math.ceil(inOrder.length * 0.95) - 1];
    return { invocations, errors, coldStarts, lastMs: durations.at(-1) ?? null, p95Ms: p95 ?? null };
  }
}
