import { type Until } from '../../../../tools/drill/regions/plan';
import { type RequestSeen } from '../../../../tools/drill/regions/requests';
import { waitForEnd } from '../../../../tools/drill/regions/until';
import { fakeClock } from '../fake-drill-shop';
import { EAST, START } from '../samples';
import { requestAt } from './region-samples';

const NEVER = new Promise<void>(() => undefined);
const checkoutAt = (afterMs: number, changes: Partial<RequestSeen> = {}) =>
  requestAt(afterMs, { doing: 'checkout', method: 'POST', status: 202, region: EAST, ...changes });
const PUT_OFF = [checkoutAt(0), checkoutAt(50)];

/** For how long the end of a phase that began at the start is waited for, in ms. */
async function waitedFor(
  until: Until | null,
  requests: readonly RequestSeen[],
  { nextCheckout = () => NEVER, interrupted = new AbortController().signal } = {},
): Promise<number> {
  const clock = fakeClock();
  const traffic = { requests, nextCheckout };
  await waitForEnd({ until }, { region: EAST }, START, { clock, traffic, interrupted });
  return clock.now() - START;
}

it.each<[until: Until | null, seen: string, requests: readonly RequestSeen[]]>([
  [null, 'nothing', []],
  ['orders put off', 'two orders of its own that were put off', PUT_OFF],
  ['led away', 'nothing but answers of the other one', [requestAt(0), requestAt(2_100)]],
  ['serves again', 'an answer of its own', [requestAt(0, { region: EAST })]],
])('%s: ends with %s seen', async (until, _, requests) => {
  expect(await waitedFor(until, requests)).toBe(0);
});

it.each<[until: Until, seen: string, requests: readonly RequestSeen[]]>([
  ['orders put off', 'one order', [checkoutAt(0)]],
  [
    'orders put off',
    'orders that were put off before, or that were paid',
    [checkoutAt(-1), checkoutAt(0, { status: 201 })],
  ],
  ['checkout under way', 'no order put off', []],
  ['checkout under way', 'no checkout that leaves for it', PUT_OFF],
  ['led away', 'its own answer', [requestAt(2_100, { region: EAST })]],
  ['serves again', 'answers of the other one', [requestAt(0)]],
])(
  '%s: with %s it is waited for as long as the verdict allows, and no longer',
  async (until, _, requests) => {
    expect(await waitedFor(until, requests)).toBe(30_000);
  },
);

describe('a checkout under way', () => {
  it('is waited for once orders are put off, and ends the phase the moment it leaves', async () => {
    const asked: string[] = [];
    let leave: () => void = () => undefined;
    const nextCheckout = (region?: string) => {
      asked.push(region ?? 'any');
      return new Promise<void>((resolve) => (leave = resolve));
    };
    const clock = { ...fakeClock(), sleep: () => NEVER };
    let over = false;
    const waiting = waitForEnd({ until: 'checkout under way' }, { region: EAST }, START, {
      clock,
      traffic: { requests: PUT_OFF, nextCheckout },
      interrupted: new AbortController().signal,
    }).then(() => (over = true));
    await Promise.resolve();
    expect({ asked, over }).toEqual({ asked: [EAST], over: false });
    leave();

    await waiting;
  });

  it.each(['checkout under way', 'serves again'] as const)(
    'nor anything else is waited for when somebody has pressed Ctrl-C (%s)',
    async (until) => {
      expect(await waitedFor(until, PUT_OFF.slice(2), { interrupted: AbortSignal.abort() })).toBe(0);
    },
  );
});
