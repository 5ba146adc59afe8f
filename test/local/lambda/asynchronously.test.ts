import { asynchronously } from '../../../local/lambda/asynchronously';
import { type InvocationResult } from '../../../local/types';

const FAILED: InvocationResult = { kind: 'function_error', errorType: 'TypeError', errorMessage: 'bad' };
const RETURNED: InvocationResult = { kind: 'returned', payload: 1 };

/** What comes of a call that is throttled so often, and the pauses in between. */
async function invoked(throttled: number, last: InvocationResult) {
  const pauses: number[] = [];
  const results = [...Array<InvocationResult>(throttled).fill({ kind: 'throttled' }), last];
  const invoke = asynchronously(
    () => Promise.resolve(results.shift() ?? FAILED),
    async (milliseconds) => void pauses.push(milliseconds / 1_000),
  );
  return { result: await invoke('f', {}), pauses };
}

it('tries what is throttled again, less and less often', async () => {
  const { result, pauses } = await invoked(11, RETURNED);
  expect(result).toEqual(RETURNED);
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
});

it.each([RETURNED, FAILED, { kind: 'region_down' } as const])('takes %j as it is', async (last) => {
  expect(await invoked(0, last)).toEqual({ result: last, pauses: [] });
});
