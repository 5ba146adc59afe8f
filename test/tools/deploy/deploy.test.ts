import { runDeploy } from '../../../tools/deploy/command';
import { DAY_MS, type RegionCounts } from '../../../lambdas/domain/budget/counts';
import { counted, NOW } from '../ops/budget/fake-budgets';
import { type FakeWorld, fakeWorld } from '../support/fake-world';
import { FakeDeploy } from './fake-deploy';

const CDK = 'npx --no -- cdk deploy --all';
const [EAST, WEST] = ['us-east-1', 'us-west-2'];

let world: FakeWorld;
let shop: FakeDeploy;
beforeEach(() => {
  world = fakeWorld();
  shop = new FakeDeploy();
});

const deploy = (...argv: string[]) => runDeploy(argv, world, shop);
const told = () => world.errLines.join('\n');

const WELL = [counted(EAST, { bad: 20, total: 60_000 }), counted(WEST, { bad: 5, total: 40_000 })];
const SPENT = [counted(EAST, { bad: 90, total: 60_000 }), counted(WEST, { bad: 15, total: 40_000 })];
const SPENT_TEXT =
  '  checkout-availability: 105 of 100,000 were bad, 100 may be at 99.9 % (-5 % left); something is left again from 2026-01-26 if no more is bad';

describe('the budget gate', () => {
  it('lets a deployment through while something is left of every budget', async () => {
    shop.budgets.counts = WELL;

    expect(await deploy()).toBe(0);

    expect(shop.commands).toEqual([CDK]);
    expect(world.errLines).toEqual([
      'deploy: no error budget of holdfast is spent; the least is left of checkout-availability: 75 %, counted 12 min ago',
      'deploy: runs cdk deploy --all',
    ]);
    expect(shop.closed).toBe(true);
  });

  it('does not name a budget as the least of all when nothing was bad', async () => {
    shop.budgets.counts = [counted(EAST, { bad: 0, total: 60_000 }), counted(WEST, { bad: 0, total: 0 })];
    expect(await deploy()).toBe(0);
    expect(world.errLines[0]).toBe(
      'deploy: nothing of any error budget of holdfast is spent, counted 12 min ago',
    );
  });

  it('refuses when a budget is spent in both Regions together, and says which, by which figures, and what to do', async () => {
    shop.budgets.counts = SPENT;

    expect(await deploy()).toBe(4);

    expect(shop.commands).toEqual([]);
    expect(world.errLines.map((line) => line.replace('deploy: ', ''))).toEqual([
      'refused: an error budget is spent',
      SPENT_TEXT,
      'changes wait until something is left; what makes the shop reliable comes first. The days: npm run ops -- budget --aws',
      'a fix or a rollback need not wait: npm run deploy -- --override "why it cannot wait"',
    ]);
    expect(shop.budgets.overrides).toEqual([]);
  });

  it('lets deployments through again once the days that spent the budget have left the window', async () => {
    shop.budgets.counts = SPENT;
    expect(await deploy()).toBe(4);

    // The same days, counted on the day that the refusal had named.
    const later = Date.UTC(2026, 0, 26, 0, 5);
    shop.budgets.counts = SPENT.map((counts): RegionCounts => ({ ...counts, at: later }));
    world = { ...world, now: () => new Date(later) };
    expect(await deploy()).toBe(0);
    expect(shop.commands).toEqual([CDK]);
  });

  it('refuses when a Region has stopped counting: nobody knows what is left', async () => {
    shop.budgets.counts = [
      counted(EAST, { bad: 0, total: 10, minutesAgo: 181 }),
      counted(WEST, { bad: 0, total: 10 }),
    ];

    expect(await deploy()).toBe(4);

    expect(told()).toContain('for the function error-budget does not count');
    expect(told()).toContain('us-east-1 has not counted for 3 h 1 min');
    expect(told()).toContain('npm run ops -- budget --aws --refresh');
  });

  it('goes by the newest counts: a day without counts is no day without failures', async () => {
    const [east, west] = SPENT as [RegionCounts, RegionCounts];
    shop.budgets.counts = [
      { ...east, at: NOW - 40 * DAY_MS },
      { ...west, at: NOW - 40 * DAY_MS },
    ];
    expect(await deploy()).toBe(4);
  });

  it('needs one table only, and says that the other Region gives no answer', async () => {
    shop.budgets.counts = WELL;
    shop.budgets.lost.add(EAST);

    expect(await deploy()).toBe(0);
    expect(world.errLines[0]).toBe('deploy: us-east-1 does not answer (ETIMEDOUT)');
  });

  it('refuses while no table can be read', async () => {
    shop.budgets.counts = WELL;
    shop.budgets.lost.add(EAST).add(WEST);

    expect(await deploy()).toBe(4);
    expect(told()).toContain('for no table could be read');
    expect(told()).toContain('us-west-2 does not answer (ETIMEDOUT)');
  });

  it('refuses when one Region has no table and the other gives no answer', async () => {
    shop.budgets.without.add(EAST);
    shop.budgets.lost.add(WEST);
    expect(await deploy()).toBe(4);
  });

  it('goes on with the first deployment', async () => {
    shop.budgets.without.add(EAST).add(WEST);

    expect(await deploy()).toBe(0);
    expect(world.errLines[0]).toBe(
      'deploy: holdfast is not deployed yet, so it has no error budgets: goes on',
    );
  });

  it('goes on when the function has not counted yet', async () => {
    expect(await deploy()).toBe(0);
    expect(told()).toContain('have not been counted yet');
  });

  it('goes on when only one Region has counted since yesterday, and says whose failures are left out', async () => {
    shop.budgets.counts = [sinceDaysAgo(1, counted(WEST, { bad: 0, total: 10 }))];

    expect(await deploy()).toBe(0);
    expect(world.errLines[1]).toMatch(
      /^deploy: us-east-1 has never counted, so none of its failures is in that/,
    );
    expect(told()).not.toContain('us-west-2 has never');
  });

  it('refuses when a Region has never counted and the other one has for days', async () => {
    shop.budgets.counts = [sinceDaysAgo(2, counted(WEST, { bad: 0, total: 10 }))];

    expect(await deploy()).toBe(4);
    expect(told()).toContain('us-east-1 has never counted, and others have since 2025-12-30');
    expect(shop.commands).toEqual([]);
  });
});

describe('--override', () => {
  it('is recorded before the deployment: who, when, why, and which budgets', async () => {
    shop.budgets.counts = SPENT;

    expect(await deploy('--override', ' rollback of 1.4 ')).toBe(0);

    expect(shop.budgets.overrides).toEqual([
      {
        at: '2026-01-01T00:00:00.000Z',
        who: 'Ada',
        reason: 'rollback of 1.4',
        refusal: SPENT_TEXT.trim(),
        budgets: [{ name: 'checkout-availability', left: -5, bad: 105, total: 100_000 }],
      },
    ]);
    expect(shop.commands).toEqual([CDK]);
    expect(world.errLines.slice(-3)).toEqual([
      `deploy: ${SPENT_TEXT}`,
      'deploy: overridden by Ada: rollback of 1.4 (recorded)',
      'deploy: runs cdk deploy --all',
    ]);
  });

  it('is recorded in the other Region when one takes no writes', async () => {
    shop.budgets.counts = SPENT;
    shop.budgets.closed.add(EAST);

    expect(await deploy('--override=rollback')).toBe(0);
    expect(shop.budgets.overrides).toHaveLength(1);
  });

  it('is kept in a file when no table takes it, for the deployment may be what brings them back', async () => {
    shop.budgets.lost.add(EAST).add(WEST);

    expect(await deploy('--override', 'the tables are gone')).toBe(0);

    const [{ file, line }] = shop.lines as [{ file: string; line: string }];
    expect(file).toBe(`${world.projectDirectory}/.holdfast/overrides.ndjson`);
    expect(JSON.parse(line)).toMatchObject({ who: 'Ada', reason: 'the tables are gone', budgets: [] });
    expect(told()).toContain('tell the others');
    expect(shop.commands).toEqual([CDK]);
  });

  it('that was not needed is not recorded', async () => {
    shop.budgets.counts = WELL;

    expect(await deploy('--override', 'to be sure')).toBe(0);
    expect(shop.budgets.overrides).toEqual([]);
    expect(told()).toContain('--override was not needed');
  });

  it.each([
    [['--override', '  '], '--override needs a reason'],
    [['--override='], '--override needs a reason'],
    [['--override', '--require-approval'], '--override needs a reason'],
    [['--override'], '--override has no value'],
    [['--override', 'x'.repeat(501)], '--override has 501 characters; at most 500 are kept'],
  ])('with %j deploys nothing', async (argv, message) => {
    shop.budgets.counts = SPENT;
    expect(await deploy(...argv)).toBe(2);
    expect(world.errLines[0]).toContain(message);
    expect([shop.commands, shop.budgets.overrides]).toEqual([[], []]);
  });
});

describe('cdk deploy', () => {
  beforeEach(() => void (shop.budgets.counts = WELL));

  it('gets everything else as it was given, in its order', async () => {
    const others = ['--require-approval', 'never', '--outputs-file', '.holdfast/outputs.json'];
    await deploy(...others.slice(0, 2), '--override', 'x', ...others.slice(2), '--', '--override', 'y');
    expect(shop.commands).toEqual([`${CDK} ${others.join(' ')} --override y`]);
  });

  it('gets the stacks that are named in place of --all', async () => {
    await deploy('HoldfastRegion-us-west-2', '--exclusively');
    expect(shop.commands).toEqual(['npx --no -- cdk deploy HoldfastRegion-us-west-2 --exclusively']);
    expect(world.errLines.at(-1)).toBe('deploy: runs cdk deploy HoldfastRegion-us-west-2 --exclusively');
  });

  it('is told --all once', async () => {
    await deploy('--all', '--ci');
    expect(shop.commands).toEqual([`${CDK} --ci`]);
  });

  it.each([
    [{ kind: 'exit', code: 0 }, 0],
    [{ kind: 'exit', code: 9 }, 1],
    [{ kind: 'interrupted' }, 130],
  ] as const)('that ends with %j makes the exit code %d', async (ending, code) => {
    shop.ending = ending;
    expect(await deploy()).toBe(code);
  });

  it('must not go to another account than the budgets are of', async () => {
    expect(await deploy('--profile', 'production')).toBe(2);
    expect(await deploy('--profile=production')).toBe(2);
    expect(world.errLines[0]).toContain('give the profile as AWS_PROFILE');
    expect(shop.commands).toEqual([]);
  });

  it.each([['-c', 'config=FILE'], ['--context=config=FILE'], ['-c=config=FILE']])(
    'and the gate read the same configuration: %s',
    async (...argv) => {
      const file = world.file('other.json', JSON.stringify(OTHER_SHOP));
      await deploy(...argv.map((argument) => argument.replace('FILE', file)));
      expect(shop.budgets.reads).toEqual(['eu-west-1/tea-shop', 'eu-central-1/tea-shop']);
      expect(shop.commands).toEqual([`${CDK} ${argv.join(' ').replace('FILE', file)}`]);
    },
  );

  it('and the gate read the configuration that HOLDFAST_CONFIG names', async () => {
    const file = world.file('other.json', JSON.stringify(OTHER_SHOP));
    await runDeploy([], { ...world, env: { HOLDFAST_CONFIG: file } }, shop);
    expect(shop.budgets.reads).toEqual(['eu-west-1/tea-shop', 'eu-central-1/tea-shop']);
  });

  it('is not begun with a configuration that is not valid', async () => {
    const file = world.file('other.json', JSON.stringify({ ...OTHER_SHOP, name: 'Tea Shop' }));
    expect(await deploy('-c', `config=${file}`)).toBe(2);
    expect(world.errLines[0]).toContain('name');
    expect(shop.commands).toEqual([]);
  });
});

describe('a rehearsal against the local shop', () => {
  it.each([[['--local']], [['--port-base', '21400']]])(
    '%j says what would be run, and runs nothing',
    async (argv) => {
      shop.budgets.counts = WELL;
      expect(await deploy(...argv)).toBe(0);
      expect(shop.commands).toEqual([]);
      expect(world.errLines.at(-1)).toBe('deploy: would run cdk deploy --all');
    },
  );

  it('is refused as the deployment would be', async () => {
    shop.budgets.counts = SPENT;
    expect(await deploy('--local')).toBe(4);
    expect(told()).toMatch(/The days: npm run ops -- budget$/m);
  });
});

it('--help says how it is used, and deploys nothing', async () => {
  expect(await deploy('--help')).toBe(0);
  expect(world.outLines.join('\n')).toContain('--override REASON');
  expect(shop.commands).toEqual([]);
});

/** The same counts as of a shop that began so many days ago. */
const sinceDaysAgo = (days: number, counts: RegionCounts): RegionCounts => ({
  ...counts,
  objectives: counts.objectives.map((one) => ({
    ...one,
    days: one.days.map((each) => ({ ...each, day: NOW - days * DAY_MS })),
  })),
});

const OTHER_SHOP = {
  name: 'tea',
  regions: ['eu-west-1', 'eu-central-1'],
  witness: 'eu-west-3',
  alarms: { email: 'on-call@example.com' },
  messages: { sender: 'tea@example.com' },
  payment: { provider: 'stripe' },
};
