import { runOps } from '../../../../tools/ops/command';
import { type FakeWorld, fakeWorld } from '../../support/fake-world';
import { FakeShop } from '../fake-ports';
import { counted } from './fake-budgets';

let world: FakeWorld;
let shop: FakeShop;
beforeEach(() => {
  world = fakeWorld();
  shop = new FakeShop();
});

const budget = (...argv: string[]) => runOps(['budget', ...argv], world, shop);
const text = () => world.outLines.join('\n');

describe('npm run ops -- budget', () => {
  it('shows the budgets of both Regions together: figures, bars, and the journeys that they are about', async () => {
    shop.budgets.counts = [
      counted('us-east-1', { bad: 20, total: 60_000 }),
      counted('us-west-2', { bad: 5, total: 40_000, minutesAgo: 40 }),
    ];

    expect(await budget()).toBe(0);

    expect(world.outLines.map((line) => line.trimEnd())).toEqual([
      'Error budgets of holdfast, 2025-12-02 to 2025-12-31 (30 days, UTC)',
      'counted: us-east-1 12 min ago, us-west-2 40 min ago',
      '',
      'OBJECTIVE              TARGET  TOTAL    BAD  MAY BE BAD  LEFT   AT THE PRESENT RATE',
      'checkout-availability  99.9 %  100,000  25   100         75 %   lasts',
      'order-freshness        99 %    0        0    10          100 %  no traffic',
      '',
      'OBJECTIVE              LEFT                  BAD, DAY BY DAY',
      'checkout-availability  ███████████████░░░░░  ·························█····',
      'order-freshness        ████████████████████  ······························',
      '',
      'checkout-availability  A shopper who places an order gets an answer of the shop, not an error of ours.',
      'order-freshness        A shopper whose payment was put off waits at most 600 s.',
    ]);
    expect(world.errLines).toEqual([]);
  });

  it('says which budget is spent, when something is left again, and ends with 1', async () => {
    shop.budgets.counts = [
      counted('us-east-1', { bad: 15, total: 10_000 }),
      counted('us-west-2', { bad: 0, total: 0 }),
    ];

    expect(await budget()).toBe(1);

    expect(text()).toContain('-50 %  spent; something is left from 2026-01-26 if no more is bad');
    expect(text()).toContain('checkout-availability  ░░░░░░░░░░░░░░░░░░░░');
  });

  it('prints JSON', async () => {
    shop.budgets.counts = [
      counted('us-east-1', { bad: 15, total: 10_000 }),
      counted('us-west-2', { bad: 0, total: 0 }),
    ];

    await budget('--json');

    expect(JSON.parse(text())).toMatchObject({
      name: 'holdfast',
      window: { days: 30, from: '2025-12-02T00:00:00.000Z', to: '2025-12-31T23:48:00.000Z' },
      regions: [{ region: 'us-east-1', countedAt: '2025-12-31T23:48:00.000Z' }, { region: 'us-west-2' }],
      budgets: [
        {
          name: 'checkout-availability',
          title: 'Checkout is available',
          target: 99.9,
          bad: 15,
          total: 10_000,
          allowed: 10,
          left: -50,
          spent: true,
          spentAt: null,
          recoversAt: '2026-01-26T00:00:00.000Z',
          days: [{ day: '2025-12-27', bad: 15, total: 10_000 }],
        },
        { name: 'order-freshness', left: 100, spent: false },
      ],
      overrides: [],
    });
  });

  it('counts first when asked to, as the schedule does', async () => {
    shop.budgets.counts = [
      counted('us-east-1', { bad: 0, total: 1 }),
      counted('us-west-2', { bad: 0, total: 1 }),
    ];
    shop.answers = [
      { kind: 'returned', payload: null },
      { kind: 'returned', payload: null },
    ];

    expect(await budget('--refresh')).toBe(0);

    const payload = { source: 'aws.events', time: '2026-01-01T00:00:00.000Z' };
    expect(shop.invocations).toMatchObject([
      { region: 'us-east-1', functionName: 'holdfast-error-budget', payload },
      { region: 'us-west-2', functionName: 'holdfast-error-budget', payload },
    ]);
  });

  it('shows what there is when counting fails, and says so', async () => {
    shop.budgets.counts = [
      counted('us-east-1', { bad: 0, total: 1 }),
      counted('us-west-2', { bad: 0, total: 1 }),
    ];
    shop.answers = [
      { kind: 'later', message: 'us-east-1, function holdfast-error-budget: 500' },
      { kind: 'returned', payload: null },
    ];

    expect(await budget('--refresh')).toBe(1);
    expect(world.errLines).toEqual(['ops: us-east-1, function holdfast-error-budget: 500']);
  });

  it('shows everything from one table when the other Region is lost', async () => {
    shop.budgets.counts = [
      counted('us-east-1', { bad: 1, total: 50_000 }),
      counted('us-west-2', { bad: 0, total: 50_000 }),
    ];
    shop.budgets.lost.add('us-west-2');

    expect(await budget()).toBe(1);
    expect(text()).toContain('100,000');
    expect(world.errLines).toEqual(['ops: us-west-2 does not answer (ETIMEDOUT)']);
  });

  it.each([
    [181, 'us-east-1 has not counted for 3 h 1 min: see the log of its function error-budget'],
    [179, undefined],
  ])('counts of %d minutes ago: %s', async (minutesAgo, warning) => {
    shop.budgets.counts = [
      counted('us-east-1', { bad: 0, total: 10, minutesAgo }),
      counted('us-west-2', { bad: 0, total: 10 }),
    ];
    expect(await budget()).toBe(warning === undefined ? 0 : 1);
    expect(world.errLines).toEqual(warning === undefined ? [] : [`ops: ${warning}`]);
  });

  it('says that a Region is missing from the figures', async () => {
    shop.budgets.counts = [counted('us-east-1', { bad: 0, total: 10 })];
    expect(await budget()).toBe(1);
    expect(world.errLines).toEqual([
      'ops: us-west-2 has not counted anything yet, and is missing from these figures',
    ]);
  });

  it('says that nothing was counted yet, and how to', async () => {
    expect(await budget()).toBe(3);
    expect(world.errLines).toEqual([
      'ops: nothing has been counted yet: the function error-budget runs every hour; --refresh runs it now',
    ]);
  });

  it('says that there is no shop', async () => {
    shop.budgets.without.add('us-east-1').add('us-west-2');
    expect(await budget()).toBe(2);
    expect(world.errLines).toEqual(['ops: no shop is deployed: us-east-1 and us-west-2 have no table of it']);
  });

  it('lists who deployed in spite of them, the newest first, and what they wrote cannot move the cursor', async () => {
    shop.budgets.counts = [
      counted('us-east-1', { bad: 0, total: 10 }),
      counted('us-west-2', { bad: 0, total: 10 }),
    ];
    const common = {
      refusal: 'spent',
      budgets: [{ name: 'order-success', left: -12.4, bad: 9, total: 900 }],
    };
    shop.budgets.overrides.push(
      { ...common, at: '2025-12-01T08:00:00.000Z', who: 'Ada', reason: 'fix of the \u001b[31mleak' },
      { ...common, at: '2025-12-02T08:00:00.000Z', who: 'Bob', reason: 'rollback', budgets: [] },
    );

    await budget();

    expect(world.outLines.slice(-4)).toEqual([
      'Deployed in spite of them:',
      'AT (UTC)          WHO  BUDGETS              REASON',
      '2025-12-02 08:00  Bob  not known            rollback',
      '2025-12-01 08:00  Ada  order-success -12 %  fix of the \\u001b[31mleak',
    ]);
  });

  it('takes no arguments', async () => {
    expect(await budget('order-success')).toBe(2);
    expect(world.errLines[0]).toContain('budget takes no arguments; found order-success');
  });
});
