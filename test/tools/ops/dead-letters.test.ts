import { runOps } from '../../../tools/ops/command';
import { OPS_USAGE } from '../../../tools/ops/usage';
import { type FakeWorld, fakeWorld } from '../support/fake-world';
import { FakeShop } from './fake-ports';

const ORDER = '{"orderId":"ord_1"}';

let world: FakeWorld;
let shop: FakeShop;
beforeEach(() => {
  world = fakeWorld();
  shop = new FakeShop();
});

const run = (...argv: string[]) => runOps(argv, world, shop);
const east = (name: string) => shop.queue('us-east-1', name);

describe('npm run ops', () => {
  it('prints its usage when asked, and with what is wrong', async () => {
    expect(await run('--help')).toBe(0);
    expect(world.outLines).toEqual([OPS_USAGE]);
    expect(await run('dead-letters', '--fast')).toBe(2);
    expect(world.errLines).toEqual([`ops: Unknown option '--fast'\n\n${OPS_USAGE}`]);
  });
});

describe('npm run ops -- dead-letters', () => {
  it('shows what stands in each queue of both Regions, and leaves it there', async () => {
    east('holdfast-orders-dlq').standing.push({ id: 'a-1', body: ORDER }, { id: 'a-2', body: 'not JSON' });

    expect(await run('dead-letters')).toBe(0);

    expect(world.outLines).toEqual([
      'us-east-1  holdfast-orders-dlq  2 messages',
      '  MESSAGE  RECEIVED  AGE        BODY',
      '  a-1      6         3 h 3 min  {"orderId":"ord_1"}',
      '  a-2      6         3 h 3 min  not JSON',
      'us-east-1  holdfast-audit-dlq  empty',
      'us-east-1  holdfast-events-dlq  empty',
      'us-west-2  holdfast-orders-dlq  empty',
      'us-west-2  holdfast-audit-dlq  empty',
      'us-west-2  holdfast-events-dlq  empty',
    ]);
    expect(east('holdfast-orders-dlq').standing.map(({ id }) => id)).toEqual(['a-1', 'a-2']);
    expect(east('holdfast-orders-dlq').hidden.size).toBe(0);
    expect(shop.closed).toBe(true);
  });

  it('shows why the bus could not deliver', async () => {
    const attributes = { ERROR_CODE: 'NO_PERMISSIONS', RETRY_ATTEMPTS: '0' };
    east('holdfast-events-dlq').standing.push({ id: 'e-1', body: ORDER, attributes });

    await run('dead-letters', '--queue', 'events', '--region', 'us-east-1');

    expect(world.outLines.slice(-2)).toEqual(['      ERROR_CODE: NO_PERMISSIONS', '      RETRY_ATTEMPTS: 0']);
  });

  it('shows no more than asked for, and says how many there are', async () => {
    for (let n = 1; n <= 25; n += 1) east('holdfast-orders-dlq').standing.push({ id: `a-${n}`, body: ORDER });

    await run('dead-letters', '--queue', 'orders', '--region', 'us-east-1', '--limit', '12');

    expect(world.outLines[0]).toBe('us-east-1  holdfast-orders-dlq  12 of about 25 messages');
    expect(world.outLines).toHaveLength(14);
    expect(east('holdfast-orders-dlq').standing).toHaveLength(25);
  });

  it('lets no body reach the terminal’s controls, nor flood it', async () => {
    const body = `\u001b[2Jgone\n${'x'.repeat(400)}`;
    east('holdfast-orders-dlq').standing.push({ id: 'a-1', body });

    await run('dead-letters', '--queue', 'orders', '--region', 'us-east-1');

    expect(world.outLines[2]).toContain('\\u001b[2Jgone\\u000ax');
    expect(world.outLines[2]?.length).toBeLessThan(340);
  });

  it('prints JSON with whole bodies', async () => {
    east('holdfast-orders-dlq').standing.push({ id: 'a-1', body: ORDER });

    expect(await run('dead-letters', '--queue', 'orders', '--json')).toBe(0);

    const sentAt = '2025-12-31T20:57:00.000Z';
    const message = { id: 'a-1', body: ORDER, receives: 6, sentAt, attributes: {} };
    expect(JSON.parse(world.outLines.join('\n'))).toEqual([
      { region: 'us-east-1', queue: 'holdfast-orders-dlq', standing: 1, messages: [message] },
      { region: 'us-west-2', queue: 'holdfast-orders-dlq', standing: 0, messages: [] },
    ]);
  });

  it('shows the other Region when one is lost, and tells so once', async () => {
    shop.fails = (call) => (call.includes('us-east-1') ? 'us-east-1 does not answer' : undefined);

    expect(await run('dead-letters')).toBe(1);

    expect(world.outLines).toHaveLength(3);
    expect(world.errLines).toEqual(['ops: us-east-1 does not answer']);
  });

  it('fails when no Region answers', async () => {
    shop.fails = () => 'nobody is there';
    expect(await run('dead-letters')).toBe(2);
  });

  it('puts back what it has received when SQS fails in the middle', async () => {
    for (let n = 1; n <= 15; n += 1) east('holdfast-orders-dlq').standing.push({ id: `a-${n}`, body: ORDER });
    const isSecond = () => shop.calls.filter((call) => call.startsWith('receive')).length === 2;
    shop.fails = (call) => (call.startsWith('receive') && isSecond() ? 'throttled' : undefined);

    expect(await run('dead-letters', '--queue', 'orders', '--region', 'us-east-1')).toBe(2);
    expect(east('holdfast-orders-dlq').standing).toHaveLength(15);
  });
});
