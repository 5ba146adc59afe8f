import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer } from '../../tools/client/answers';
import { type Audit, type Order } from '../../tools/client/shapes';
import { type OrderRequest } from '../../tools/client/shopper';
import { DEFAULT_RETRY } from '../../tools/client/retry';
import { auditShop } from '../../tools/replaying/audit';
import { type TestCloud } from './cloud';

/** A SKU that no other test uses, so that files may share one cloud. */
export const newSku = (name: string): string => `T-${name}-${randomUUID().slice(0, 8)}`;

/** A key that no other checkout uses. */
export const newKey = (): string => randomUUID();

/** Puts a product at 500 pence into the shop, with stock. */
export async function sell(cloud: TestCloud, sku: string, quantity: number): Promise<void> {
  const product = await cloud.signedFetch(0, `/v1/admin/products/${sku}`, {
    method: 'PUT',
    body: JSON.stringify({ name: `Test ${sku}`, price: 500, currency: 'GBP' }),
    headers: { 'content-type': 'application/json' },
  });
  if (!product.ok) throw new Error(`PUT product: ${product.status} ${await product.text()}`);
  if (quantity > 0) await receive(cloud, sku, quantity);
}

/** Books stock in, or out when negative. */
export async function receive(cloud: TestCloud, sku: string, quantity: number): Promise<void> {
  const answer = await cloud.operator(0).receiveStock(sku, { receiptId: newKey(), quantity });
  expect(answer).toMatchObject({ kind: 'answered' });
}

/** A checkout of one line. */
export function cartOf(sku: string, quantity: number, token = 'pm_card_visa'): OrderRequest {
  return {
    lines: [{ sku, quantity }],
    customer: { email: 'ada@example.com' },
    payment: { token },
  };
}

/** Status code of an answer, or what went wrong instead. */
export function statusOf(answer: Answer<unknown>): number | string {
  return answer.kind === 'answered' || answer.kind === 'refused' ? answer.status : answer.kind;
}

/** The order of an answer; fails the test when there is none. */
export function orderOf(answer: Answer<Order>): Order & { orderToken: string } {
  if (answer.kind !== 'answered') throw new Error(`no order: ${JSON.stringify(answer)}`);
  return { ...answer.body, orderToken: answer.body.orderToken ?? '' };
}

/** How often each status came. */
export function countStatuses(answers: readonly Answer<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[statusOf(answer)] = (counts[statusOf(answer)] ?? 0) + 1;
  return counts;
}

/** Runs an audit to its end. */
export async function audit(cloud: TestCloud): Promise<Audit> {
  const result = await auditShop({
    operators: [cloud.operator(0)],
    policy: DEFAULT_RETRY,
    random: Math.random,
    sleep: (milliseconds) => wait(milliseconds),
  });
  if (result.kind === 'failed') throw new Error(result.message);
  return result.audit;
}

/** What a clean audit says, whatever was checked. */
export const CLEAN = {
  ok: true,
  oversoldUnits: 0,
  stockDifferences: [],
  chargesWithoutOrder: [],
  ordersWithoutCharge: [],
  duplicateCharges: [],
  stuckOrders: [],
};

/** Charges in the payment simulator's ledger for one order. */
export async function chargesOf(cloud: TestCloud, orderId: string) {
  const answer = await cloud.control.charges();
  if (answer.kind !== 'answered') throw new Error(`no charges: ${JSON.stringify(answer)}`);
  return answer.body.filter((charge) => charge.orderId === orderId);
}

/** Stock levels as an operator sees them; fails the test when there are none. */
export async function stockOf(cloud: TestCloud, sku: string, region: 0 | 1 = 0) {
  const answer = await cloud.operator(region).stock(sku);
  if (answer.kind !== 'answered') throw new Error(`no stock: ${JSON.stringify(answer)}`);
  return answer.body;
}
