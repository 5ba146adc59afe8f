import { unitsOfOrder } from '../../../tools/cost/order-units';
import { ASSUMPTIONS } from '../../../tools/cost/assumptions';
import { type Shop, usageOf } from '../../../tools/cost/usage';
import { shippedConfig } from '../../lib/synthesized';

const SHOP: Shop = { orders: 1000, lines: 3, skus: 1000, texts: 0.1 };

describe('units of an order', () => {
  it.each([
    [1, 7, 2.5],
    [10, 25, 16],
    [100, 207, 154],
  ])('of %i lines are those that were measured', (lines, writes, reads) => {
    expect(unitsOfOrder(lines)).toEqual({ lines, writes, reads });
  });

  it.each([
    ['between two that were measured', 3, 11, 5.5],
    ['beyond the largest, on the last line', 190, 389, 292],
  ])('%s', (_, lines, writes, reads) => {
    const units = unitsOfOrder(lines);
    expect(units.writes).toBeCloseTo(writes);
    expect(units.reads).toBeCloseTo(reads);
  });
});

describe('a month of 1,000 orders of 3 lines, reckoned by hand', () => {
  const usage = usageOf(SHOP);

  it.each([
    // Probes look eleven times a minute in two Regions, and once at the entry.
    ['apiRequests', 1000 * (20 + 5 + 3 * (3 + 1) + 1.1 + 2) + 87_552 * 12],
    // Two Regions sweep and probe each minute and settle each quarter of an hour; 10 orders come through the queue.
    ['invocations', 40_100 + 963_072 + 87_552 + 2 * 2 * 30.4 * 1440 + 2 * 30.4 * 96 + 10],
    // 11 units an order in two Regions; 3 carts of 4 items, written twice and deleted once.
    ['writes', 1000 * 11 * 2 + 1000 * 3 * 4 * 3],
    [
      'reads',
      1000 * 5.5 +
        20_000 * 4.5 +
        5000 * 0.5 +
        12_000 * 2.5 +
        2000 +
        87_552 * 4 +
        // Each look: a strong read of the Ledger in either Region, and the switch.
        963_072 * 2.5 +
        87_552 * 1.5 +
        5836.8 * 4000 +
        // A scan of twelve months of orders each day, in units of 4 KB, and a read for each charge.
        (30.4 * 1000 * 12 * (660 + 3 * 46)) / 4096 +
        1000,
    ],
    ['storage', (2 * (1000 * 12 * (660 + 3 * 46) + 3000 * 7 * 184)) / 1e9],
    ['queueRequests', 2 * 2 * 5 * ((30.4 * 86_400) / 20) + 30],
    ['events', 2010],
    ['secrets', 6],
    ['mails', 1000],
    ['texts', 100],
    // 36 of our own and 35 of API Gateway in each Region.
    ['metrics', 142],
    ['alarmMetrics', 2 * 374 + 2],
    ['compositeAlarms', 54],
    ['dashboards', 4],
    ['metricReads', 2 * 30.4 * 24 * 33],
    // Fewer than one a second: all are traced.
    ['traces', 40_100 + 963_072 + 3 * 87_552 + 5836.8 + 10],
    ['regionTransfer', (1000 * 11 * 2 + 1000 * 3 * 4 * 2) / 1e6],
    // 30 visits an order, of five files each, come through CloudFront, too.
    ['edgeRequests', 40_100 + 87_552 + 150_000],
    ['edgeFunctions', 40_100 + 87_552 + 150_000],
    ['routingReads', 2 * (40_100 + 87_552)],
    ['webAcls', 3],
    ['webAclRules', 18],
    ['webAclRequests', 40_100 + 87_552 + 150_000 + 40_100 + 87_552 + 963_072],
    ['internetTransfer', (40_100 * 1400 + 30_000 * 40_000) / 1e9],
  ] as const)('%s', (name, expected) => {
    expect(usage[name]).toBeCloseTo(expected, 6);
  });
});

it('grows with the orders, save for what runs by the clock', () => {
  const once = usageOf(SHOP);
  const twice = usageOf({ ...SHOP, orders: 2000 });

  expect(twice.internetTransfer / once.internetTransfer).toBeCloseTo(2);
  expect(twice.writes / once.writes).toBeCloseTo(2);
  expect(twice.queueRequests / once.queueRequests).toBeLessThan(1.001);
  expect(twice.secrets).toBe(once.secrets);
});

it('traces one request in twenty beyond one a second', () => {
  const busy = usageOf({ ...SHOP, orders: 10_000_000 });
  const seconds = 2 * 30.4 * 86_400;

  expect(busy.traces).toBeCloseTo(seconds + 0.05 * (busy.invocations - seconds), 3);
});

it('takes the number of buckets that the configuration has', () => {
  expect(ASSUMPTIONS.stockBuckets.value).toBe(shippedConfig().stockBuckets);
});
