import { runOps } from '../../../tools/ops/command';
import { type Invocation } from '../../../tools/ops/invoke';
import { formatMoney } from '../../../tools/ops/reconcile-report';
import { type FakeWorld, fakeWorld } from '../support/fake-world';
import { FakeShop } from './fake-ports';

const LOCATION = 's3://reports/reconciliation/reports/a.json';
const REPORT = {
  from: '2026-11-20T00:00:00.000Z',
  to: '2026-11-21T00:00:00.000Z',
  startedAt: '2026-11-22T03:00:00.000Z',
  finishedAt: '2026-11-22T03:01:00.000Z',
  charges: 412,
  notOurs: 3,
  orders: 411,
  amounts: { GBP: { charged: 1_234_500, refunded: 1_250 } },
  refunded: [
    {
      intentId: 'pi_1',
      orderId: 'ord_1',
      amount: 1_250,
      currency: 'GBP',
      chargedAt: '2026-11-20T10:00:00.000Z',
      reason: 'duplicate',
    },
  ],
  refundsPending: [],
  confirmedWithoutCharge: [],
  unverified: [],
};
const LOST = {
  orderId: 'ord_2',
  confirmedAt: '2026-11-20T11:00:00.000Z',
  amount: 500,
  currency: 'JPY',
  state: 'no_charge',
};
const PENDING = { ...REPORT.refunded[0], tries: 2, waitingFor: 'held: 51 charges have no order' };
const PROGRESS = {
  phase: 'charges',
  charges: 200,
  orders: 0,
  refunded: 0,
  refundsPending: 1,
  confirmedWithoutCharge: 0,
};

const returned = (payload: unknown): Invocation => ({ kind: 'returned', payload });
const done = (report: object) => returned({ done: true, report, location: LOCATION });
const running = (waitingFor?: string) =>
  returned({ done: false, progress: PROGRESS, ...(waitingFor && { waitingFor }) });

let world: FakeWorld;
let shop: FakeShop;
beforeEach(() => {
  world = fakeWorld();
  shop = new FakeShop();
});

const reconcile = (...argv: string[]) =>
  runOps(['reconcile', '--from', '2026-11-20', '--to', '2026-11-21', ...argv], world, shop);

describe('npm run ops -- reconcile', () => {
  it('calls the primary Region’s function until it is done, and prints the report', async () => {
    shop.answers = [running(), done(REPORT)];

    expect(await reconcile()).toBe(0);

    const payload = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z', maxSeconds: 10 };
    const call = { region: 'us-east-1', functionName: 'holdfast-reconcile', payload };
    expect(shop.invocations).toEqual([call, call]);
    expect(world.errLines).toEqual([
      'charges: 200 charges, 0 orders; 0 refunded, 1 refunds pending, 0 confirmed without a charge',
    ]);
    expect(world.outLines).toEqual([
      'Reconciliation from 2026-11-20T00:00:00.000Z to 2026-11-21T00:00:00.000Z',
      '  charges of the provider     412  GBP 12,345.00',
      '  charges of something else   3    left alone',
      '  orders confirmed            411',
      '  refunded now                1    GBP 12.50',
      '  refunds pending             0',
      '  confirmed without a charge  0',
      '  not verified                0',
      '',
      'Refunded, for there is no live order behind them',
      '  CHARGED                   ORDER  INTENT  AMOUNT     WHY',
      '  2026-11-20T10:00:00.000Z  ord_1  pi_1    GBP 12.50  duplicate',
      '',
      `report: ${LOCATION}`,
    ]);
  });

  it.each<[string, object]>([
    ['Confirmed without a charge', { confirmedWithoutCharge: [LOST] }],
    ['Refunds pending; the next run tries again', { refundsPending: [PENDING] }],
    [
      'Not verified: the provider gave no answer about them',
      { unverified: [{ ...LOST, waitingFor: 'time-out' }] },
    ],
  ])('exits with 1 and lists them under "%s"', async (title, found) => {
    shop.answers = [done({ ...REPORT, ...found })];

    expect(await reconcile()).toBe(1);
    expect(world.outLines).toContain(title);
  });

  it('shows an order without a charge in its currency', async () => {
    shop.answers = [done({ ...REPORT, refunded: [], confirmedWithoutCharge: [LOST] })];

    await reconcile();

    expect(world.outLines).toContain('  2026-11-20T11:00:00.000Z  ord_2  -       JPY 500  no_charge');
  });

  it('hands its bounds on, to the Region that is asked for', async () => {
    shop.answers = [done(REPORT)];

    await reconcile('--region', 'us-west-2', '--name', 'shop', '--max-refunds', '0', '--grace', '0');

    expect(shop.invocations).toMatchObject([
      { region: 'us-west-2', functionName: 'shop-reconcile', payload: { maxRefunds: 0, graceSeconds: 0 } },
    ]);
  });

  it('waits while something gives no answer, and goes on', async () => {
    shop.answers = [
      { kind: 'later', message: 'us-east-1, function holdfast-reconcile: 429 Rate Exceeded' },
      running('the payment provider'),
      done(REPORT),
    ];

    expect(await reconcile()).toBe(0);

    expect(world.sleeps).toEqual([5_000, 5_000]);
    expect(world.errLines[0]).toBe('waiting: us-east-1, function holdfast-reconcile: 429 Rate Exceeded');
    expect(world.errLines[1]).toMatch(/; waiting for the payment provider$/);
  });

  it('gives up when nothing goes on for a minute, but not when it does in between', async () => {
    const vain = Array.from({ length: 11 }, () => running('the table'));
    shop.answers = [...vain, running(), ...vain, running('the table'), done(REPORT)];

    expect(await reconcile()).toBe(2);

    expect(shop.invocations).toHaveLength(24);
    expect(world.errLines.at(-1)).toBe(
      'ops: gave up after 12 calls without progress; the same command goes on',
    );
  });

  it('stops on Ctrl-C, and says how to go on', async () => {
    shop.answers = [running(), running()];
    const invoke = shop.invoke.bind(shop);
    shop.invoke = (...call) => {
      world.interrupt();
      return invoke(...call);
    };

    expect(await reconcile()).toBe(130);

    expect(shop.invocations).toHaveLength(1);
    expect(world.errLines.at(-1)).toBe('Stopped. The same command goes on where this one came to.');
  });

  it.each<[Invocation, string]>([
    [{ kind: 'refused', message: 'us-east-1 does not answer' }, 'ops: us-east-1 does not answer'],
    [returned({ error: 'to: at most 7 days after from' }), 'ops: to: at most 7 days after from'],
    [returned({ done: 'soon' }), "ops: the function's answer is not understood"],
  ])('fails with what is wrong: %j', async (answer, message) => {
    shop.answers = [answer];

    expect(await reconcile()).toBe(2);
    expect(world.errLines.at(-1)).toContain(message);
  });

  it('redraws one line on a terminal, and clears it', async () => {
    world = fakeWorld({ isTTY: true });
    shop.answers = [running(), done(REPORT)];

    await reconcile();

    expect(world.redrawn).toEqual([expect.stringContaining('200 charges'), '']);
    expect(world.errLines).toEqual([]);
  });

  it('prints JSON', async () => {
    shop.answers = [done(REPORT)];

    await reconcile('--json');

    expect(JSON.parse(world.outLines.join('\n'))).toEqual({ location: LOCATION, ...REPORT });
  });
});

it.each([
  [1_250, 'GBP', 'GBP 12.50'],
  [500, 'jpy', 'JPY 500'],
  [1_234, 'BHD', 'BHD 1.234'],
  [-1, 'EUR', '-EUR 0.01'],
  [7, '??', '7 ??'],
])('%d of %s is %s', (amount, currency, text) => expect(formatMoney(amount, currency)).toBe(text));
