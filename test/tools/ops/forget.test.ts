import { runOps } from '../../../tools/ops/command';
import { type Invocation } from '../../../tools/ops/invoke';
import { type FakeWorld, fakeWorld } from '../support/fake-world';
import { FakeShop } from './fake-ports';

const ADA = 'ada@example.com';
const NOBODY = { done: true, seen: 12, erased: [], leftOver: 0, notYet: [] };
const FOUND = { ...NOBODY, erased: ['ord_1'] };

const returned = (payload: unknown): Invocation => ({ kind: 'returned', payload });

let world: FakeWorld;
let shop: FakeShop;
beforeEach(() => {
  world = fakeWorld();
  shop = new FakeShop();
});

const forget = (...argv: string[]) => runOps(['forget', ADA, ...argv], world, shop);
const erased = () => shop.invocations.map(({ payload }) => (payload as { erase: boolean }).erase);

describe('npm run ops -- forget', () => {
  it('looks, asks, erases through the primary Region, and says what is left to do', async () => {
    shop.answers = [returned(FOUND), returned({ ...FOUND, leftOver: 1 })];
    shop.answer = 'y';

    expect(await forget()).toBe(0);

    const call = { region: 'us-east-1', functionName: 'holdfast-forget-customer' };
    const payload = { customer: ADA, undelivered: false };
    expect(shop.invocations).toEqual([
      { ...call, payload: { ...payload, erase: false } },
      { ...call, payload: { ...payload, erase: true } },
    ]);
    expect(world.errLines).toEqual(['To erase: 1 order of 12 that were looked at', '  ord_1']);
    expect(world.outLines.slice(0, 4)).toEqual([
      'Erased: 1 order of 12 that were looked at, and 1 attempt that became no order',
      '  ord_1',
      '',
      'Not in reach of this command, and yours to see to (docs/operations.md):',
    ]);
    expect(world.outLines.join('\n')).toMatch(/payment provider.*35 days.*suppression list/s);
    expect([...world.outLines, ...world.errLines].join('\n')).not.toContain(ADA);
  });

  it.each(['n', '', 'yes please'])('erases nothing when the answer is "%s"', async (answer) => {
    shop.answers = [returned(FOUND)];
    shop.answer = answer;
    expect(await forget()).toBe(1);
    expect(erased()).toEqual([false]);
    expect(world.errLines.at(-1)).toBe('Nothing was erased.');
  });

  it('erases nothing where nobody can be asked', async () => {
    shop.answers = [returned(FOUND)];
    expect(await forget()).toBe(2);
    expect(erased()).toEqual([false]);
    expect(world.errLines.at(-1)).toMatch(/add --yes to erase, or --dry-run to look/);
  });

  it('neither looks nor asks with --yes', async () => {
    shop.answers = [returned(FOUND)];
    expect(await forget('--yes', '--undelivered', '--region', 'us-west-2', '--name', 'shop')).toBe(0);
    expect(shop.questions).toEqual([]);
    expect(shop.invocations).toEqual([
      {
        region: 'us-west-2',
        functionName: 'shop-forget-customer',
        payload: { customer: ADA, erase: true, undelivered: true },
      },
    ]);
  });

  it('only looks with --dry-run', async () => {
    shop.answers = [returned(FOUND)];
    shop.answer = 'y';
    expect(await forget('--dry-run')).toBe(0);
    expect(erased()).toEqual([false]);
    expect(shop.questions).toEqual([]);
    expect(world.outLines).toEqual(['To erase: 1 order of 12 that were looked at', '  ord_1']);
  });

  it('lists what keeps its data for now, and exits with 1', async () => {
    const notYet = [
      { orderId: 'ord_2', why: 'step_owed' },
      { orderId: 'ord_3', why: 'undelivered' },
      { orderId: 'ord_4', why: 'something new' },
    ];
    shop.answers = [returned({ ...FOUND, notYet })];
    expect(await forget('--yes')).toBe(1);
    expect(world.outLines.slice(2, 7)).toEqual([
      '',
      'Not yet: 3 orders',
      '  ord_2  a step is owed, or a message; run this again when it has come to rest',
      '  ord_3  paid and not fulfilled: the address is needed; fulfil or cancel it, or add --undelivered',
      '  ord_4  something new',
    ]);
  });

  it('does not ask where nothing can be erased yet', async () => {
    shop.answers = [returned({ ...NOBODY, notYet: [{ orderId: 'ord_2', why: 'step_owed' }] })];
    shop.answer = 'y';
    expect(await forget()).toBe(1);
    expect(shop.questions).toEqual([]);
    expect(world.errLines.join('\n')).toContain('ord_2');
  });

  it.each([[[]], [['--yes']], [['--dry-run']]])(
    'has an exit code of its own for nobody: %j',
    async (argv) => {
      shop.answers = [returned(NOBODY)];
      expect(await forget(...argv)).toBe(3);
      expect(world.errLines.at(-1)).toBe(
        'ops: no order has this customer; forgotten already, or written in another way?',
      );
    },
  );

  it('goes on from the cursor until it is done, and adds up', async () => {
    shop.answers = [
      returned({ ...FOUND, done: false, cursor: 'c1' }),
      returned({ ...NOBODY, done: false, seen: 0, erased: ['ord_2'], cursor: 'c1', waitingFor: 'the table' }),
      { kind: 'later', message: '429 Rate Exceeded' },
      returned({ ...NOBODY, erased: ['ord_3'] }),
    ];

    expect(await forget('--yes')).toBe(0);

    const cursors = shop.invocations.map(({ payload }) => (payload as { cursor?: string }).cursor);
    expect(cursors).toEqual([undefined, 'c1', 'c1', 'c1']);
    expect(world.outLines.slice(0, 4)).toEqual([
      'Erased: 3 orders of 24 that were looked at',
      '  ord_1',
      '  ord_2',
      '  ord_3',
    ]);
    expect(world.sleeps).toEqual([5_000, 5_000]);
    expect(world.errLines).toEqual([
      '12 orders looked at',
      '12 orders looked at; waiting for the table',
      '12 orders looked at; waiting for 429 Rate Exceeded',
    ]);
  });

  it('gives up when nothing goes on for a minute', async () => {
    shop.answers = Array.from({ length: 20 }, () => ({ kind: 'later' as const, message: 'throttled' }));
    expect(await forget('--yes')).toBe(2);
    expect(shop.invocations).toHaveLength(12);
    expect(world.errLines.at(-1)).toMatch(/^ops: gave up after 12 calls without progress/);
  });

  it('stops on Ctrl-C, and says how to go on', async () => {
    shop.answers = [returned({ ...FOUND, done: false, cursor: 'c1' })];
    const invoke = shop.invoke.bind(shop);
    shop.invoke = (...call) => {
      world.interrupt();
      return invoke(...call);
    };
    expect(await forget('--yes')).toBe(130);
    expect(shop.invocations).toHaveLength(1);
    expect(world.errLines.at(-1)).toBe('Stopped. Run the same command again: what was erased stays erased.');
  });

  it('stops on Ctrl-C at the question', async () => {
    shop.answers = [returned(FOUND)];
    shop.ask = () => {
      world.interrupt();
      return Promise.resolve('');
    };
    expect(await forget()).toBe(130);
    expect(erased()).toEqual([false]);
  });

  it.each<[Invocation, string]>([
    [{ kind: 'refused', message: 'us-east-1 does not answer' }, 'ops: us-east-1 does not answer'],
    [returned({ error: 'customer: found a string of 3 characters' }), 'ops: customer: found a string'],
    [returned({ done: 'soon' }), "ops: the function's answer is not understood"],
  ])('fails with what is wrong: %j', async (answer, message) => {
    shop.answers = [answer];
    expect(await forget()).toBe(2);
    expect(world.errLines.at(-1)).toContain(message);
  });

  it('prints JSON', async () => {
    shop.answers = [returned(FOUND)];
    await forget('--yes', '--json');
    const { done: _done, ...total } = FOUND;
    expect(JSON.parse(world.outLines.join('\n'))).toEqual(total);
  });
});
