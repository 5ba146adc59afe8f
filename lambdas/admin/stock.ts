import { type Catalogue } from '../domain/catalogue/catalogue';
import { type StockDeps } from '../domain/deps';
import { type StockLevels, stockLevels } from '../domain/stock/levels';
import { applyReceipt } from '../domain/stock/receipts';
import { type Answer, json } from '../shared/http/answer';
import { jsonBody } from '../shared/http/body';
import { type HttpCall } from '../shared/http/call';
import { RETRY_SOON } from '../shared/http/error-answers';
import { problem } from '../shared/http/problem';
import { receiptBody } from '../shared/schemas/receipt';
import { skuOf } from './products';

/** What the routes of stock need. */
export interface StockRoutes {
  readonly catalogue: Catalogue;
  readonly stock: StockDeps;
}

/** POST /v1/admin/stock/{sku}/receipts: once for each receipt id; negative quantities withdraw. */
export async function applyStockReceipt({ stock }: StockRoutes, call: HttpCall): Promise<Answer> {
  const sku = skuOf(call);
  const { receiptId, quantity } = jsonBody(call, receiptBody);
  const outcome = await applyReceipt(stock, { sku, receiptId, quantity });
  switch (outcome.kind) {
    case 'applied':
      return json(200, { sku, receiptId, quantity, replayed: outcome.replayed });
    case 'insufficient':
      return problem('insufficient_stock', { members: { available: outcome.available } });
    case 'receipt_id_reused':
      return problem('receipt_id_reused', { members: { quantity: outcome.quantity } });
    case 'busy':
      return problem('busy', { detail: outcome.reason, headers: RETRY_SOON });
  }
}

/** GET /v1/admin/stock/{sku}: where all units of a SKU are. */
export async function showStock({ catalogue, stock }: StockRoutes, call: HttpCall): Promise<Answer> {
  const sku = skuOf(call);
  const levels = await stockLevels(stock, sku);
  if (levels) return json(200, levels);
  const product = await catalogue.get(sku);
  return product ? json(200, nothingOf(sku)) : problem('unknown_product');
}

/** A product that never had any stock. */
const nothingOf = (sku: string): StockLevels => ({
  sku,
  received: 0,
  withdrawn: 0,
  available: 0,
  held: 0,
  sold: 0,
  buckets: [],
});
