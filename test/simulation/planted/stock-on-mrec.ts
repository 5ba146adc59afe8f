import { bucketKey, MemoryLedger } from '../../../lambdas/adapters/memory/memory-ledger';
import { MemoryStockLedger } from '../../../lambdas/adapters/memory/stock-ledger';
import { type BucketId, type StockLedger } from '../../../lambdas/domain/stock/ledger';
import { type Network } from '../network';
import { REGIONS } from '../regions';

/** Longer than a checkout takes. */
const LAG_MS = 1_000;

interface Shared {
  readonly ledger: MemoryLedger;
  readonly network: Network;
}

/**
 * The mistake that the whole design avoids, in place of stock-table.ts: stock in a table of eventual consistency.
 * Conditions are checked against the copy of the Region, changes reach the other one later, and whoever wrote last
 * wins. The promises are checked against the first Region's copy.
 */
export function stockTableOf({ ledger, network }: Shared): (region: string) => StockLedger {
  const [first, second] = REGIONS;
  const copies = new Map<string, MemoryLedger>([[first, ledger]]);
  const copyOf = (region: string): MemoryLedger => {
    const copy =
      copies.get(region) ?? Object.assign(new MemoryLedger(), { buckets: new Map(ledger.buckets) });
    copies.set(region, copy);
    return copy;
  };
  const replicate = (region: string, id: BucketId) => {
    const other = region === first ? second : first;
    const bucket = copyOf(region).buckets.get(bucketKey(id));
    const ring = () => void (bucket && copyOf(other).buckets.set(bucketKey(id), bucket));
    network.at({ region: other, until: network.time + LAG_MS, label: `a write reaches ${other}`, ring });
  };
  return (region) => replicating(new MemoryStockLedger(copyOf(region)), (id) => replicate(region, id));
}

/** Tells of the bucket of every operation that names one: reads name lists. */
function replicating(stock: StockLedger, tell: (id: BucketId) => void): StockLedger {
  return new Proxy(stock, {
    get: (target, property) => {
      const operation = Reflect.get(target, property) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        const answer = await Reflect.apply(operation, target, args);
        const [id] = args as [Partial<BucketId> | undefined];
        if (id?.bucket !== undefined) tell(id as BucketId);
        return answer;
      };
    },
  });
}
