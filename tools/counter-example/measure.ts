import { BenchFailed } from '../bench/section';
import { expectAnswer, sell } from '../bench/shop';
import { DEFAULT_RETRY, type RetryPorts } from '../client/retry';
import { auditShop } from '../replaying/audit';
import { order } from './orders';
import { planBuyers, type Traffic } from './plan';
import { race, type RacePorts } from './race';
import { type Shop } from './shop';
import { type Tally, tally } from './tally';
import { TextbookStock } from './textbook';

/** One sale by each design, to the same buyers at the same replication lag. */
export interface LagResult {
  readonly lagMs: number;
  readonly textbook: Tally;
  /** What the textbook's item says is left in each Region, once replication has caught up. */
  readonly textbookLeft: readonly number[];
  readonly holdfast: Tally;
  /** What Holdfast's own books say afterwards, in units. */
  readonly ledger: { readonly sold: number; readonly available: number; readonly oversold: number };
}

/** What measuring needs. */
export interface MeasurePorts extends RacePorts, RetryPorts {
  readonly shop: Shop;
  /** Start of the SKUs; no two runs on one shop share it. */
  readonly run: string;
}

/** Lets both designs sell at a replication lag, and heals the shop whatever happens. */
export async function measureLag(lagMs: number, traffic: Traffic, ports: MeasurePorts): Promise<LagResult> {
  const { shop, run } = ports;
  const sku = `${run}-${lagMs}`;
  const textbook = new TextbookStock(shop.tables, sku);
  // Both Regions see product and stock before any lag is in force.
  expectAnswer('healing', await shop.control.putFaults({}));
  await sell(shop, [sku], traffic.units);
  await textbook.putOnSale(traffic.units);
  try {
    const tallies = await sellBoth(lagMs, sku, textbook, traffic, ports);
    expectAnswer('healing', await shop.control.putFaults({}));
    expectAnswer('settling', await shop.control.settle());
    return { lagMs, ...tallies, textbookLeft: await textbook.left(), ledger: await readLedger(sku, ports) };
  } finally {
    await shop.control.putFaults({});
    await textbook.remove();
  }
}

async function sellBoth(
  lagMs: number,
  sku: string,
  stock: TextbookStock,
  traffic: Traffic,
  { shop, ...ports }: MeasurePorts,
): Promise<Pick<LagResult, 'textbook' | 'holdfast'>> {
  const buyers = planBuyers(traffic, shop.regions.length);
  const inLedger = { ...ports, shoppers: shop.shoppers };
  expectAnswer('setting the lag', await shop.control.putFaults({ replication: { lagMs } }));
  const textbook = await race(buyers, ({ region, quantity }) => stock.take(region, quantity), ports);
  const holdfast = await race(buyers, (buyer) => order(sku, buyer, inLedger), ports);
  return {
    textbook: tally(buyers, textbook, traffic.units),
    holdfast: tally(buyers, holdfast, traffic.units),
  };
}

async function readLedger(sku: string, { shop, ...ports }: MeasurePorts): Promise<LagResult['ledger']> {
  const { sold, held, available } = expectAnswer(`reading ${sku}`, await shop.operators[0].stock(sku));
  const result = await auditShop({ ...ports, operators: shop.operators, policy: DEFAULT_RETRY });
  if (result.kind === 'failed') throw new BenchFailed(`the audit failed: ${result.message}`);
  return { sold: sold + held, available, oversold: result.audit.oversoldUnits };
}
