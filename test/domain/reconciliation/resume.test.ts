import { type Order } from '../../../lambdas/domain/orders/order';
import { reconcile } from '../../../lambdas/domain/reconciliation/reconcile';
import { type ReconciliationReport } from '../../../lambdas/domain/reconciliation/report';
import { unavailable } from '../shop';
import { nobody, World } from './world';

/** A crash is no outage: nothing catches it. */
class Crash extends Error {}

const STRAYS = 3;

/** A day with something of everything, over several pages, to make copies of. */
async function fullDay(): Promise<{ world: World; unpaid: Order }> {
  const world = new World();
  for (let n = 0; n < 120; n += 1) await world.order();
  const unpaid = await world.order();
  const twice = await world.order();
  await world.charge(twice.id);
  await world.charge(nobody('a'));
  for (let n = 0; n < 120; n += 1) await world.order();
  const cancelled = await world.order();
  world.shop.change(cancelled, { status: 'CANCELLED' });
  await world.charge('4711');
  world.forget(unpaid);
  return { world, unpaid };
}

/** Another world in which the same happened. */
function copyOf({ shop }: World): World {
  const copy = new World();
  for (const [id, record] of shop.ledger.orders) copy.shop.ledger.orders.set(id, record);
  for (const [id, intent] of shop.provider.intents) copy.shop.provider.intents.set(id, intent);
  return copy;
}

/** All of a report that does not tell when it was made, nor what was refunded first. */
const content = ({ startedAt: _s, finishedAt: _f, refunded, ...rest }: ReconciliationReport) => ({
  ...rest,
  refunded: [...refunded].sort((a, b) => (a.intentId < b.intentId ? -1 : 1)),
});

let day: World;
let expected: ReturnType<typeof content>;
let points: string[];

beforeAll(async () => {
  const { world, unpaid } = await fullDay();
  day = world;
  const undisturbed = recorded(copyOf(day));
  expected = content(await undisturbed.world.reconcile());
  points = undisturbed.points;
  expect(expected).toMatchObject({
    charges: 244,
    notOurs: 1,
    refundsPending: [],
    confirmedWithoutCharge: [{ orderId: unpaid.id }],
  });
  expect(new Set(expected.refunded.map(({ reason }) => reason))).toEqual(
    new Set(['duplicate', 'no_order', 'order_cancelled']),
  );
});

/** Counts all points of shop and archive, and calls `onPoint` with each and its number. */
function recorded(
  world: World,
  onPoint: (point: string, n: number) => Promise<void> = async () => undefined,
) {
  const seen: string[] = [];
  const pass = async (point: string) => {
    seen.push(point);
    await onPoint(point, seen.length - 1);
  };
  const next = (point: string): Promise<void> => {
    world.shop.afterPoints(0, next);
    return pass(point);
  };
  world.shop.afterPoints(0, next);
  world.onArchive = pass;
  return { world, points: seen };
}

it('comes to the same after a crash at any point, and refunds nothing twice', async () => {
  expect(points.length).toBeGreaterThan(60);
  for (let crashAt = 0; crashAt < points.length; crashAt += 1) {
    let where = '';
    const { world } = recorded(copyOf(day), async (point, n) => {
      if (n !== crashAt) return;
      where = `${n} ${point}`;
      throw new Crash(where);
    });
    await expect(world.reconcile()).rejects.toThrow(Crash);

    expect([where, content(await world.finished())]).toEqual([where, expected]);
    const lost = where.endsWith('payments.refund:before') ? 1 : 0;
    expect([where, world.refundCalls]).toEqual([where, STRAYS + lost]);
    expect([where, world.archive.reports.size]).toEqual([where, 1]);
  }
});

it('comes to the same when every page is an invocation of its own', async () => {
  let invocations = 0;
  const { world } = recorded(copyOf(day), async (point) => {
    if (/^(payments.listCharges|ledger.scan|payments.refund):after$/.test(point))
      world.shop.clock.advance(16 * 60_000);
    if (point === 'archive.progress:before') invocations += 1;
  });

  expect(content(await world.reconcile())).toEqual(expected);
  expect(invocations).toBeGreaterThan(6);
  expect(world.refundCalls).toBe(STRAYS);
});

it('comes to the same after an answer of any store or the provider was lost, wherever', async () => {
  for (let lost = 0; lost < points.length; lost += 1) {
    const { world } = recorded(copyOf(day), async (_, n) => (n === lost ? unavailable() : undefined));
    // Reading the progress is the one call whose failure the function, not the comparison, deals with.
    if (points[lost]?.startsWith('archive.progress')) continue;
    await world.reconcile();
    expect([points[lost], content(await world.again())]).toEqual([points[lost], expected]);
    expect(world.charged).toHaveLength(242);
  }
});

it('writes down what it is going to refund before it does', () => {
  const refund = points.indexOf('payments.refund:before');
  const saved = points.slice(0, refund).filter((point) => point === 'archive.saveProgress:after');
  const compared = points.lastIndexOf('ledger.scan:after');
  expect(saved.length).toBeGreaterThan(0);
  expect(points.lastIndexOf('archive.saveProgress:after', refund)).toBeGreaterThan(compared);
});

describe('progress is saved', () => {
  /** Compares a list of the provider that has so many pages, with nothing on them. */
  async function saves(pages: number): Promise<number> {
    const world = new World();
    const { deps } = world;
    let left = pages;
    let count = 0;
    deps.payments.listCharges = async () => ({ charges: [], cursor: (left -= 1) > 0 ? 'next' : undefined });
    world.onArchive = async (point) => {
      if (point === 'archive.saveProgress:before') count += 1;
    };
    await world.reconcile();
    return count;
  }

  // The first page ends the list, the next one the Ledger, the third one finds nothing to settle.
  it.each([
    [1, 3],
    [20, 3],
    [21, 4],
    [45, 5],
  ])('after 20 pages and at each change of phase: of a list of %i pages %i times', async (pages, count) => {
    expect(await saves(pages)).toBe(count);
  });
});

it('tells where its report is, even if it was finished before', async () => {
  const world = new World();
  const first = await world.once();
  const { clock } = world.shop;
  const limits = { deadline: clock.now() + 60_000, maxRefunds: 50 };
  const again = await reconcile(world.deps, first.progress, limits);
  expect(again).toMatchObject({ kind: 'finished' });
  expect(again).toEqual(first);
});
