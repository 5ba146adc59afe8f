import { receiptBody } from '../../../lambdas/shared/schemas/receipt';
import { receiptAnswer, stockLevels } from '../answers/stock';
import { type RouteDescription } from '../model';
import { SKU } from '../parameters';

const RECEIVE_STOCK: RouteDescription = {
  method: 'POST',
  path: '/v1/admin/stock/{sku}/receipts',
  operationId: 'receiveStock',
  tag: 'Stock',
  summary: 'Book stock in or out',
  description:
    'Once for each `receiptId`, in whatever Region and however often it is sent. A negative quantity withdraws, never more than is available. Not zero.',
  security: 'operator',
  parameters: [SKU],
  body: {
    kind: 'json',
    description: 'The receipt. Unknown fields are refused.',
    schema: receiptBody.meta({ id: 'ReceiptRequest' }),
    examples: {
      'A delivery': { receiptId: 'delivery-2026-03-14', quantity: 100 },
      'Two broken ones': { receiptId: 'breakage-17', quantity: -2 },
    },
  },
  answers: [
    {
      status: 200,
      description: 'Booked, now or (`replayed`) before.',
      schema: receiptAnswer,
      example: { sku: 'LANTERN-OAK', receiptId: 'delivery-2026-03-14', quantity: 100, replayed: false },
    },
  ],
  problems: ['insufficient_stock', 'receipt_id_reused', 'busy', 'store_unavailable'],
};

const GET_STOCK: RouteDescription = {
  method: 'GET',
  path: '/v1/admin/stock/{sku}',
  operationId: 'getStock',
  tag: 'Stock',
  summary: 'Show where all units of a SKU are',
  description: 'Read strongly: the same in both Regions.',
  security: 'operator',
  parameters: [SKU],
  answers: [
    {
      status: 200,
      description: 'The levels; all 0 for a product that never had any stock.',
      schema: stockLevels,
      example: {
        sku: 'LANTERN-OAK',
        received: 100,
        withdrawn: 2,
        available: 95,
        held: 1,
        sold: 2,
        buckets: [
          { bucket: 0, available: 50, journal: 1 },
          { bucket: 1, available: 45, journal: 0 },
        ],
      },
    },
  ],
  problems: ['invalid_request', 'unknown_product', 'store_unavailable'],
};

/** The operators' side of stock. */
export const ADMIN_STOCK_ROUTES: readonly RouteDescription[] = [RECEIVE_STOCK, GET_STOCK];
