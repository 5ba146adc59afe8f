import { type Answer, explain } from '../client/answers';
import { type ControlClient, createControl } from '../client/control';
import { LOCAL_OPERATOR } from '../client/credentials';
import { createTransport, type HttpTransport } from '../client/http';
import { createOperator, type OperatorClient } from '../client/operator';
import { forEachConcurrently } from '../client/pool';
import { localControl, localTargets } from '../client/regions';
import { createSigner } from '../client/sign';
import { BenchFailed } from './section';

/** The local shop as its operators see it, and its regions' APIs. */
export interface BenchShop {
  readonly apis: readonly URL[];
  readonly operators: readonly OperatorClient[];
  readonly control: ControlClient;
  close(): void;
}

/** Rows that one call of the import takes, by the contract. */
const IMPORT_ROWS = 5_000;
/** Receipts under way at a time. */
const RECEIPTS_AT_ONCE = 16;

/** Clients of the local shop on this port base. */
export function connectShop(portBase: number, now: () => Date): BenchShop {
  const transport: HttpTransport = createTransport(RECEIPTS_AT_ONCE);
  const targets = localTargets(portBase);
  return {
    apis: targets.map(({ url }) => url),
    operators: targets.map(({ url, region }) =>
      createOperator({ url, transport, now, sign: createSigner(region, LOCAL_OPERATOR) }),
    ),
    control: createControl({ url: localControl(portBase), transport, now }),
    close: () => transport.close(),
  };
}

/** The body of an answer. Throws {@link BenchFailed} for any other kind. */
export function expectAnswer<T>(what: string, answer: Answer<T>): T {
  if (answer.kind === 'answered') return answer.body;
  throw new BenchFailed(`${what} failed: ${explain(answer)}`);
}

/** Names of as many products. */
export function skusOf(count: number, prefix = 'BENCH'): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(6, '0')}`);
}

/** Imports products through the admin API and receives `quantity` units of each. */
export async function sell(
  shop: Pick<BenchShop, 'operators'>,
  skus: readonly string[],
  quantity: number,
): Promise<void> {
  const operator = shop.operators[0];
  if (operator === undefined) throw new BenchFailed('the configuration names no region');
  for (let from = 0; from < skus.length; from += IMPORT_ROWS) {
    const part = skus.slice(from, from + IMPORT_ROWS);
    const products = part.map((sku) => ({ sku, name: `Product ${sku}`, price: 1_250, currency: 'GBP' }));
    expectAnswer('importing products', await operator.importProducts(products));
  }
  await forEachConcurrently(skus, RECEIPTS_AT_ONCE, async (sku) => {
    expectAnswer(`receiving ${sku}`, await operator.receiveStock(sku, { receiptId: 'bench', quantity }));
  });
}

/** Works off what is owed, so that the next measurement starts at rest. */
export async function settle(shop: BenchShop): Promise<void> {
  expectAnswer('settling', await shop.control.settle());
}
