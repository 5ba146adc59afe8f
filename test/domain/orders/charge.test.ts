import { chargeStep, refundStep, voidStep } from '../../../lambdas/domain/orders/charge';
import { type Order } from '../../../lambdas/domain/orders/order';
import { type Step } from '../../../lambdas/domain/orders/transition';
import {
  type CancelIntentResult,
  type IntentState,
  type Payments,
  type RefundResult,
  type Unavailable,
} from '../../../lambdas/domain/payments/payments';
import { SETTINGS, Shop } from '../shop';

const DOWN: Unavailable = { kind: 'unavailable', reason: 'down' };
const MINUTE = 60_000;

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 5);
});

/** What the provider answers where a test says so; elsewhere it is the one of the shop. Remembers its keys. */
function provider(answers: {
  create?: Awaited<ReturnType<Payments['createIntent']>>;
  confirm?: IntentState;
  cancel?: CancelIntentResult;
  refund?: RefundResult;
}) {
  const { payments } = shop.deps();
  const asked: string[] = [];
  const answering =
    <Arguments extends unknown[], Answer>(
      name: string,
      answer: Answer | undefined,
      call: (...all: Arguments) => Promise<Answer>,
    ) =>
    async (...all: Arguments): Promise<Answer> => {
      asked.push([name, ...all.filter((one) => typeof one === 'string')].join(' '));
      return answer ?? call(...all);
    };
  const scripted: Payments = {
    createIntent: answering('create', answers.create, (request) => payments.createIntent(request)),
    confirmIntent: answering('confirm', answers.confirm, (id, key) => payments.confirmIntent(id, key)),
    retrieveIntent: answering('retrieve', undefined, (id) => payments.retrieveIntent(id)),
    cancelIntent: answering('cancel', answers.cancel, (id) => payments.cancelIntent(id)),
    refund: answering('refund', answers.refund, (id, key) => payments.refund(id, key)),
    listCharges: (cursor, filter) => payments.listCharges(cursor, filter),
  };
  return { deps: { ...shop.deps(), payments: scripted }, asked };
}

/** An order whose intent is stored and not confirmed. */
async function withIntent(changes: Partial<Order> = {}): Promise<Order> {
  shop.lose('payments.confirmIntent:before');
  return shop.change(await shop.order(), changes);
}

const charge = (order: Order, answers: Parameters<typeof provider>[0]): Promise<Step> =>
  chargeStep(provider(answers).deps, order, { fresh: true });

describe('a charge', () => {
  it.each<IntentState>([{ kind: 'unconfirmed' }, { kind: 'processing' }, DOWN])(
    'that is answered %j is put off: nobody can tell yet',
    async (confirm) => {
      expect(await charge(await withIntent(), { confirm })).toMatchObject({
        kind: 'waiting',
        order: { status: 'OPEN', tries: 2 },
      });
    },
  );

  it('has a key of its own for every try', async () => {
    const order = await withIntent({ tries: 7 });
    const { deps, asked } = provider({});
    await chargeStep(deps, order, { fresh: true });
    expect(asked).toEqual([`confirm ${order.intentId} ${order.id}:confirm:7`]);
  });

  it('whose intent somebody cancelled at the provider counts as declined', async () => {
    expect(await charge(await withIntent(), { confirm: { kind: 'cancelled' } })).toMatchObject({
      order: { status: 'CANCELLED', stopReason: 'declined' },
    });
  });

  it('that a worker is refused for good counts as declined', async () => {
    shop.lose('payments.createIntent:before');
    const order = await shop.order();
    const { deps } = provider({ create: { kind: 'refused', reason: 'no such card' } });
    expect(await chargeStep(deps, order, { fresh: false })).toMatchObject({
      kind: 'moved',
      order: { status: 'CANCELLED', stopReason: 'declined' },
    });
  });

  it.each([
    [SETTINGS.holdMaxMs, 'CONFIRMED'],
    [SETTINGS.holdMaxMs + 1, 'VOIDING'],
  ])('of an order that waited for %i ms makes it %s: goods are held for a day', async (waited, status) => {
    const order = await withIntent();
    shop.clock.advance(waited);
    expect(await charge(order, {})).toMatchObject({ order: { status } });
  });
});

describe('a declined charge', () => {
  it.each<[CancelIntentResult, object]>([
    [{ kind: 'cancelled' }, { status: 'CANCELLED', stopReason: 'declined' }],
    [{ kind: 'succeeded' }, { status: 'CONFIRMED' }],
    [{ kind: 'processing' }, { status: 'VOIDING', stopReason: 'declined' }],
    [DOWN, { status: 'VOIDING', stopReason: 'declined' }],
  ])('whose intent is %j when it is to be stopped leads to %j', async (cancel, expected) => {
    const step = await charge(await withIntent(), {
      confirm: { kind: 'declined', reason: 'no funds' },
      cancel,
    });
    expect(step).toMatchObject({ kind: 'moved', order: expected });
  });
});

describe('a charge that succeeded while others changed the order', () => {
  const confirm = (order: Order) => charge(order, { confirm: { kind: 'succeeded' } });
  const meanwhile = (id: string, changes: Partial<Order>, times: number) =>
    shop.at('orders.update:before', () => void shop.change(shop.read(id), changes), times);

  it('confirms it in the fourth try', async () => {
    const order = await withIntent();
    meanwhile(order.id, { tries: 3 }, 3);
    expect(await confirm(order)).toMatchObject({ kind: 'moved', order: { status: 'CONFIRMED' } });
  });

  it('leaves it to the next who looks after four tries', async () => {
    const order = await withIntent();
    meanwhile(order.id, { tries: 3 }, 4);
    expect(await confirm(order)).toMatchObject({ kind: 'overtaken', order: { status: 'OPEN' } });
  });

  it.each<Partial<Order>>([{ status: 'VOIDING' }, { intentId: 'pi_other' }])(
    'does not confirm it once it says %j',
    async (changes) => {
      const order = await withIntent();
      meanwhile(order.id, changes, 1);
      expect(await confirm(order)).toMatchObject({ kind: 'overtaken', order: changes });
    },
  );
});

describe('an order that is being cancelled', () => {
  const stopped = () => withIntent({ status: 'VOIDING', owes: ['OrderPlaced'], tries: 0 });

  it.each<CancelIntentResult>([{ kind: 'processing' }, DOWN])(
    'waits while its intent is %j, and tells what it owes',
    async (cancel) => {
      const step = await voidStep(provider({ cancel }).deps, await stopped());
      expect(step).toMatchObject({ kind: 'waiting', order: { status: 'VOIDING', tries: 1, owes: [] } });
      expect(shop.published).toContain('OrderPlaced');
    },
  );

  it('is not looked at before the provider is worth a try', async () => {
    const retryAt = shop.clock.now() + 5 * MINUTE;
    const { order } = await voidStep(provider({ cancel: { ...DOWN, retryAt } }).deps, await stopped());
    expect(order.work?.dueAt).toBeGreaterThan(retryAt);
  });
});

describe('a refund', () => {
  const refunding = () => withIntent({ status: 'REFUNDING', tries: 2 });

  it('has a key of its own for every try', async () => {
    const order = await refunding();
    const { deps, asked } = provider({ refund: { kind: 'refunded' } });
    expect(await refundStep(deps, order)).toMatchObject({ order: { status: 'REFUNDED' } });
    expect(asked).toEqual([`refund ${order.intentId} ${order.id}:refund:2`]);
  });

  it.each<RefundResult>([{ kind: 'processing' }, DOWN])(
    'that is answered %j is waited for; the intent is left alone',
    async (refund) => {
      const { deps, asked } = provider({ refund });
      expect(await refundStep(deps, await refunding())).toMatchObject({
        kind: 'waiting',
        order: { status: 'REFUNDING' },
      });
      expect(asked).toHaveLength(1);
    },
  );

  it.each<[CancelIntentResult, string, string]>([
    [{ kind: 'cancelled' }, 'CANCELLED', 'moved'],
    [{ kind: 'succeeded' }, 'REFUNDING', 'waiting'],
    [DOWN, 'REFUNDING', 'waiting'],
  ])(
    'that is refused by a provider which answers %j to a cancellation is %s',
    async (cancel, status, kind) => {
      const { deps } = provider({ refund: { ...DOWN, isUp: true }, cancel });
      expect(await refundStep(deps, await refunding())).toMatchObject({ kind, order: { status } });
    },
  );
});
