import { FunctionTally } from '../../../local/lambda/function-tally';
import { type InvocationResult } from '../../../local/types';

const RETURNED: InvocationResult = { kind: 'returned', payload: null };

it('has nothing to tell of a function that was never called', () => {
  expect(new FunctionTally().counts).toEqual({
    invocations: 0,
    errors: 0,
    coldStarts: 0,
    lastMs: null,
    p95Ms: null,
  });
});

it('counts invocations, and as errors what the function did not return from', () => {
  const tally = new FunctionTally();
  tally.started();
  tally.ended(RETURNED, 5);
  tally.ended({ kind: 'timed_out', afterSeconds: 3 }, 3_000);
  tally.ended({ kind: 'function_error', errorType: 'Runtime.ExitError', errorMessage: '' }, 7);
  expect(tally.counts).toMatchObject({ invocations: 3, errors: 2, coldStarts: 1, lastMs: 7 });
});

it('takes the 95th percentile of the last hundred', () => {
  const tally = new FunctionTally();
  for (let n = 0; n < 50; n++) tally.ended(RETURNED, 9_999);
  for (let n = 1; n <= 100; n++) tally.ended(RETURNED, n);
  expect(tally.counts).toMatchObject({ invocations: 150, lastMs: 100, p95Ms: 95 });
});
