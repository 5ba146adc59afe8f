import * as z from 'zod';
import { sku } from '../../../lambdas/shared/schemas/fields';
import { units } from './fields';

const bucket = z
  .object({
    bucket: z.int().min(0).describe('Number of the bucket'),
    available: units('Units that can be sold from it'),
    journal: z.int().min(0).describe('Entries of attempts and receipts that are not folded in yet'),
  })
  .meta({ id: 'StockBucket' });

/** Answer to GET /v1/admin/stock/{sku}. */
export const stockLevels = z
  .object({
    sku,
    received: units('Units ever booked in'),
    withdrawn: units('Units ever taken out by operators'),
    available: units('Units that can be sold now'),
    held: units('Units of orders that are not paid or not yet undone, and of checkouts under way'),
    sold: units('Units of paid orders'),
    buckets: z.array(bucket).describe('What is available, by the items that it is spread over'),
  })
  .describe('`received` = `available` + `held` + `sold` + `withdrawn`')
  .meta({ id: 'StockLevels' });

/** Answer to POST /v1/admin/stock/{sku}/receipts. */
export const receiptAnswer = z
  .object({
    sku,
    receiptId: z.string(),
    quantity: z.int().describe('Units booked in; negative when they were taken out'),
    replayed: z.boolean().describe('True when this receipt had been booked before: nothing was changed'),
  })
  .meta({ id: 'ReceiptAnswer' });
