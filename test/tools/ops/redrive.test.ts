import { runOps } from '../../../tools/ops/command';
import { type FakeWorld, fakeWorld } from '../support/fake-world';
import { FakeShop } from './fake-ports';

const order = (n: number) => `{"orderId":"ord_${n}"}`;

let world: FakeWorld;
let shop: FakeShop;
beforeEach(() => {
  world = fakeWorld();
  shop = new FakeShop();
});

const redrive = (...argv: string[]) => runOps(['redrive', ...argv], world, shop);
const bodies = (region: string, name: string) => shop.queue(region, name).standing.map(({ body }) => body);
const ids = (region: string, name: string) => shop.queue(region, name).standing.map(({ id }) => id);
const fill = (region: string, count: number) => {
  for (let n = 1; n <= count; n += 1) {
    shop.queue(region, 'holdfast-orders-dlq').standing.push({ id: `${region}-${n}`, body: order(n) });
  }
};

describe('npm run ops -- redrive', () => {
  it('shows the messages of both Regions, asks, and puts them back into the main queues', async () => {
    fill('us-east-1', 2);
    fill('us-west-2', 1);
    shop.answer = 'y';

    expect(await redrive('--queue', 'orders')).toBe(0);

    expect(shop.questions).toEqual(['Put these 3 messages back into holdfast-orders? [y/N] ']);
    expect(world.outLines[0]).toBe('us-east-1  holdfast-orders-dlq  2 messages');
    expect(world.outLines.slice(-2)).toEqual([
      'us-east-1  holdfast-orders-dlq -> holdfast-orders: 2 moved, 0 left, 0 failed',
      'us-west-2  holdfast-orders-dlq -> holdfast-orders: 1 moved, 0 left, 0 failed',
    ]);
    expect(bodies('us-east-1', 'holdfast-orders')).toEqual([order(1), order(2)]);
    expect(bodies('us-west-2', 'holdfast-orders')).toEqual([order(1)]);
    expect(ids('us-east-1', 'holdfast-orders-dlq')).toEqual([]);
    expect(shop.queue('us-east-1', 'holdfast-orders-dlq').hidden.size).toBe(0);
  });

  it.each(['', 'n', 'yesterday'])('moves nothing when the answer is "%s"', async (answer) => {
    fill('us-east-1', 1);
    shop.answer = answer;

    expect(await redrive('--queue', 'orders')).toBe(0);

    expect(world.outLines.at(-1)).toBe('Nothing was moved.');
    expect(ids('us-east-1', 'holdfast-orders-dlq')).toEqual(['us-east-1-1']);
  });

  it('stops when somebody presses Ctrl-C at the question', async () => {
    fill('us-east-1', 1);
    shop.ask = async () => (world.interrupt(), '');

    expect(await redrive('--queue', 'orders')).toBe(130);
    expect(ids('us-east-1', 'holdfast-orders-dlq')).toEqual(['us-east-1-1']);
  });

  it('demands --yes where there is no terminal, after the look', async () => {
    fill('us-east-1', 1);

    expect(await redrive('--queue', 'orders')).toBe(2);

    expect(world.outLines[0]).toBe('us-east-1  holdfast-orders-dlq  1 message');
    expect(world.errLines).toEqual([
      'ops: there is no terminal to ask on; add --yes to put back what is shown',
    ]);
    expect(ids('us-east-1', 'holdfast-orders-dlq')).toEqual(['us-east-1-1']);
    expect(await redrive('--queue', 'orders', '--yes')).toBe(0);
    expect(bodies('us-east-1', 'holdfast-orders')).toEqual([order(1)]);
  });

  it('has nothing to ask when the queues are empty', async () => {
    expect(await redrive('--queue', 'orders')).toBe(0);
    expect(world.outLines.at(-1)).toBe('Nothing to put back.');
    expect(shop.questions).toEqual([]);
  });

  it('moves one message, and leaves those before and behind it', async () => {
    fill('us-east-1', 25);

    expect(await redrive('--queue', 'orders', '--message', 'us-east-1-13', '--yes')).toBe(0);

    expect(bodies('us-east-1', 'holdfast-orders')).toEqual([order(13)]);
    expect(ids('us-east-1', 'holdfast-orders-dlq')).toHaveLength(24);
    expect(shop.queue('us-east-1', 'holdfast-orders-dlq').hidden.size).toBe(0);
  });

  it('tells that there is no such message', async () => {
    fill('us-east-1', 1);

    expect(await redrive('--queue', 'orders', '--message', 'b-1', '--yes')).toBe(1);
    expect(world.errLines).toEqual(['ops: there is no message b-1 in holdfast-orders-dlq']);
  });

  it('moves no more than were shown, although others have come meanwhile', async () => {
    fill('us-east-1', 3);
    shop.ask = async () => {
      const { standing } = shop.queue('us-east-1', 'holdfast-orders-dlq');
      standing.unshift({ id: 'later', body: order(9) });
      return 'yes';
    };

    expect(await redrive('--queue', 'orders', '--limit', '2')).toBe(0);

    expect(bodies('us-east-1', 'holdfast-orders')).toHaveLength(2);
    expect(ids('us-east-1', 'holdfast-orders-dlq')).toContain('later');
    expect(ids('us-east-1', 'holdfast-orders-dlq')).toHaveLength(2);
  });

  it('sends to the main queue before it removes, so that a crash in between loses nothing', async () => {
    fill('us-east-1', 1);
    await redrive('--queue', 'orders', '--region', 'us-east-1', '--yes');
    expect(shop.calls.slice(-2)).toEqual([
      'send us-east-1/holdfast-orders',
      'remove us-east-1/holdfast-orders-dlq',
    ]);
  });

  it.each(['send', 'remove'])('has every message somewhere when it dies at its %s', async (step) => {
    fill('us-east-1', 3);
    shop.fails = (call) => {
      if (call.startsWith(step)) throw new Error('killed');
      return undefined;
    };

    await expect(redrive('--queue', 'orders', '--region', 'us-east-1', '--yes')).rejects.toThrow('killed');

    const { standing, hidden } = shop.queue('us-east-1', 'holdfast-orders-dlq');
    const everywhere = [
      ...standing,
      ...hidden.values(),
      ...shop.queue('us-east-1', 'holdfast-orders').standing,
    ];
    expect(new Set(everywhere.map(({ body }) => body))).toEqual(new Set([order(1), order(2), order(3)]));
  });

  it('leaves what cannot be sent where it is, and goes on', async () => {
    fill('us-east-1', 3);
    let sends = 0;
    shop.fails = (call) => (call.startsWith('send') && ++sends === 2 ? 'throttled' : undefined);

    expect(await redrive('--queue', 'orders', '--region', 'us-east-1', '--yes')).toBe(1);

    expect(world.errLines).toContain('ops: us-east-1-2: not sent: throttled');
    expect(world.outLines.at(-1)).toContain('2 moved, 0 left, 1 failed');
    expect(ids('us-east-1', 'holdfast-orders-dlq')).toEqual(['us-east-1-2']);
  });

  it('says that a message may come twice when it could not be removed', async () => {
    fill('us-east-1', 1);
    shop.fails = (call) => (call.startsWith('remove') ? 'throttled' : undefined);

    expect(await redrive('--queue', 'orders', '--region', 'us-east-1', '--yes')).toBe(1);

    expect(world.errLines).toContain(
      'ops: us-east-1-1: sent, but not removed, so that it may be sent again: throttled',
    );
    expect(ids('us-east-1', 'holdfast-orders-dlq')).toEqual(['us-east-1-1']);
  });

  it('stops between two messages when somebody presses Ctrl-C', async () => {
    fill('us-east-1', 5);
    fill('us-west-2', 5);
    let sends = 0;
    shop.fails = (call) => {
      if (call.startsWith('send') && ++sends === 2) world.interrupt();
      return undefined;
    };

    expect(await redrive('--queue', 'orders', '--yes')).toBe(130);

    expect(bodies('us-east-1', 'holdfast-orders')).toEqual([order(1), order(2)]);
    expect(world.outLines.slice(-2)).toEqual([
      'us-east-1  holdfast-orders-dlq -> holdfast-orders: 2 moved, 3 left, 0 failed',
      'us-west-2  holdfast-orders-dlq -> holdfast-orders: 0 moved, 5 left, 0 failed',
    ]);
    expect(ids('us-east-1', 'holdfast-orders-dlq')).toHaveLength(3);
    expect(shop.queue('us-east-1', 'holdfast-orders-dlq').hidden.size).toBe(0);
  });

  it('counts as left what somebody else has taken', async () => {
    fill('us-east-1', 2);
    shop.ask = async () => {
      shop.queue('us-east-1', 'holdfast-orders-dlq').standing.shift();
      return 'y';
    };

    expect(await redrive('--queue', 'orders', '--region', 'us-east-1')).toBe(1);
    expect(world.outLines.at(-1)).toContain('1 moved, 1 left, 0 failed');
  });

  it('sends what the bus could not deliver to the orders queue, in the form that the rule gives it', async () => {
    const event = {
      source: 'holdfast',
      'detail-type': 'OrderPaymentPending',
      detail: { orderId: 'ord_2', v: 1 },
    };
    shop
      .queue('us-east-1', 'holdfast-events-dlq')
      .standing.push(
        { id: 'e-1', body: order(1) },
        { id: 'e-2', body: JSON.stringify(event) },
        { id: 'e-3', body: '{"detail":{}}' },
      );

    expect(await redrive('--queue', 'events', '--region', 'us-east-1', '--yes')).toBe(1);

    expect(bodies('us-east-1', 'holdfast-orders')).toEqual([order(1), order(2)]);
    expect(ids('us-east-1', 'holdfast-events-dlq')).toEqual(['e-3']);
    expect(world.errLines).toContain(
      'ops: e-3: names no order (neither orderId nor detail.orderId); it stays',
    );
  });

  it('goes on in the other Region when one is lost', async () => {
    fill('us-west-2', 1);
    shop.fails = (call) => (call.includes('us-east-1') ? 'us-east-1 does not answer' : undefined);

    expect(await redrive('--queue', 'orders', '--yes')).toBe(1);

    expect(bodies('us-west-2', 'holdfast-orders')).toEqual([order(1)]);
    expect(world.errLines[0]).toBe('ops: us-east-1 does not answer');
  });
});
