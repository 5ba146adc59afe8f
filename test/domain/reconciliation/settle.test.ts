import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { begin } from '../../../lambdas/domain/reconciliation/progress';
import { settleNext } from '../../../lambdas/domain/reconciliation/settle';
import { DAY, nobody, World } from './world';

let world: World;
beforeEach(() => (world = new World()));

/** Lets the provider answer a refund so, and keeps the keys that it was asked with. */
function answering(...answers: readonly ('processing' | 'unavailable')[]): string[] {
  const keys: string[] = [];
  const left = [...answers];
  const { deps } = world;
  const { refund } = deps.payments;
  deps.payments.refund = async (intentId, key) => {
    keys.push(key);
    const kind = left.shift();
    if (kind === 'unavailable') return { kind, reason: 'HTTP 500 api_error' };
    return kind === undefined ? refund.call(deps.payments, intentId, key) : { kind };
  };
  return keys;
}

describe('a refund that the provider does not take', () => {
  it('stays open, and is tried again under another key', async () => {
    const intentId = await world.charge(nobody('0'), 300);
    const keys = answering('unavailable', 'processing');

    const first = await world.reconcile();
    expect(first).toMatchObject({ refunded: [], amounts: { GBP: { charged: 300, refunded: 0 } } });
    expect(first.refundsPending).toMatchObject([
      { intentId, tries: 1, waitingFor: 'the provider: HTTP 500 api_error' },
    ]);
    expect((await world.again()).refundsPending).toMatchObject([
      { intentId, tries: 2, waitingFor: 'the provider to finish the refund' },
    ]);
    const last = await world.again();

    expect(last).toMatchObject({ startedAt: first.startedAt, refundsPending: [] });
    expect(last).toMatchObject({
      refunded: [{ intentId }],
      amounts: { GBP: { charged: 300, refunded: 300 } },
    });
    expect(new Set(keys).size).toBe(3);
    expect(world.archive.reports.size).toBe(1);
  });

  it('has the key of its saga in the first try only: the provider repeats its first answer to a key', async () => {
    const order = await world.order();
    world.shop.change(order, { status: 'CANCELLED' });
    const keys = answering('unavailable');
    await world.reconcile();
    await world.again();
    expect(keys).toEqual([`${order.id}:refund:0`, expect.stringMatching(/:reconcile:.*:1$/)]);
  });

  it('keeps no other from being made', async () => {
    const orderIds = ['0', '1', '2'].map(nobody);
    for (const orderId of orderIds) await world.charge(orderId);
    answering('unavailable');
    const report = await world.reconcile();
    expect([report.refunded.length, report.refundsPending.length]).toEqual([2, 1]);
  });

  it('is found done, when it was', async () => {
    await world.charge(nobody('0'));
    world.shop.lose('payments.refund:after');
    expect(await world.reconcile()).toMatchObject({ refunded: [], refundsPending: [{ tries: 1 }] });
    expect(await world.again()).toMatchObject({ refunded: [{ orderId: nobody('0') }], refundsPending: [] });
    expect(world.refundCalls).toBe(1);
  });

  it('waits while the provider does not list the charge', async () => {
    const intentId = await world.charge(nobody('0'));
    world.shop.at('ledger.scan:before', () => void world.shop.provider.intents.delete(intentId));
    expect((await world.reconcile()).refundsPending).toMatchObject([
      { waitingFor: 'the provider to list the charge, which it did before' },
    ]);
    expect(world.refundCalls).toBe(0);
  });

  it('is not made when the order claims the charge after all', async () => {
    const order = await world.order();
    const intentId = await world.charge(order.id);
    world.shop.at(
      'ledger.scan:before',
      () => void world.shop.change(world.shop.read(order.id), { intentId }),
    );
    expect(await world.reconcile()).toMatchObject({ refunded: [], refundsPending: [] });
    expect(world.refundCalls).toBe(0);
  });
});

describe('the brake', () => {
  it.each([
    ['were refunded', 'refunded'],
    ['wait for their refund', 'refundsPending'],
  ] as const)('counts charges that %s before', async (_, kind) => {
    const stray = { intentId: 'pi_1', orderId: nobody('0'), amount: 100, currency: 'GBP', tries: 0 };
    const found = { ...stray, chargedAt: 'then', reason: 'no_order', waitingFor: 'the provider' } as const;
    const progress = {
      ...begin(DAY, 0),
      phase: 'settling',
      strays: [found],
      [kind]: [found, found],
    } as const;
    expect((await settleNext(world.deps, progress, 3)).refunded.length).toBe(progress.refunded.length + 1);
    expect((await settleNext(world.deps, progress, 2)).refunded).toEqual(progress.refunded);
    expect(world.refundCalls).toBe(1);
  });

  beforeEach(async () => {
    for (const digit of ['0', '1', '2']) await world.charge(nobody(digit));
  });

  it('refunds nothing when more is to be refunded than is believed, and says so', async () => {
    const report = await world.reconcile(DAY, 2);

    expect([report.refunded.length, world.refundCalls, world.charged.length]).toEqual([0, 0, 3]);
    expect(report.refundsPending).toHaveLength(3);
    expect(report.refundsPending[0]).toMatchObject({ tries: 0 });
    expect(report.refundsPending[0]?.waitingFor).toContain('3 charges have no live order, and at most 2');
  });

  it('lets go once somebody has looked', async () => {
    await world.reconcile(DAY, 2);
    const report = await world.reconcile(DAY, 3);
    expect([report.refunded.length, world.charged]).toEqual([3, []]);
  });

  it('at nothing allowed only looks', async () => {
    expect((await world.reconcile(DAY, 0)).refundsPending).toHaveLength(3);
    expect(world.refundCalls).toBe(0);
  });
});

describe('an outage', () => {
  it('of the provider ends the invocation, and the next one goes on', async () => {
    for (let n = 0; n < 120; n += 1) await world.order();
    world.shop.at('payments.listCharges:after', () => void world.shop.lose('payments.listCharges:before'));

    const first = await world.once();
    expect(first).toMatchObject({ kind: 'unfinished', waitingFor: 'the test cut the connection' });
    expect(first.progress).toMatchObject({ phase: 'charges', charges: 100 });
    expect(await world.reconcile()).toMatchObject({ charges: 120, orders: 120 });
    const lists = world.shop.points.filter((point) => point === 'payments.listCharges:after');
    expect(lists).toHaveLength(2);
  });

  it('of the archive ends it as well, and nothing is refunded that is not written down', async () => {
    await world.charge(nobody('0'));
    world.onArchive = (point) =>
      point === 'archive.saveProgress:before'
        ? Promise.reject(new StoreUnavailable('S3 is away', 'unknown'))
        : Promise.resolve();

    const result = await world.once();

    expect(result).toMatchObject({ kind: 'unfinished', waitingFor: 'S3 is away' });
    expect(world.refundCalls).toBe(0);
    world.onArchive = async () => undefined;
    expect((await world.reconcile()).refunded).toHaveLength(1);
  });

  it('of the archive at the very end leaves it unfinished', async () => {
    world.onArchive = (point) =>
      point === 'archive.saveReport:before'
        ? Promise.reject(new StoreUnavailable('S3 is away', 'unknown'))
        : Promise.resolve();
    expect(await world.once()).toMatchObject({ kind: 'unfinished', progress: { phase: 'settling' } });
  });

  it('while a suspect is asked about leaves it unverified, to be asked again', async () => {
    const order = world.move(await world.order(), DAY.from - 86_400_000, DAY.from + 1);
    const cut = () => world.shop.lose('payments.listCharges:before', 2);
    world.shop.at('ledger.scan:after', () => void cut());

    expect((await world.reconcile()).unverified).toMatchObject([
      { orderId: order.id, waitingFor: 'the test cut the connection' },
    ]);
    expect(await world.again()).toMatchObject({ unverified: [], confirmedWithoutCharge: [] });
  });
});
