import * as z from 'zod';
import { REPORT_ID_PATTERN } from '../../../lambdas/shared/report-id';
import { sku } from '../../../lambdas/shared/schemas/fields';
import { currency, minorUnits, orderId, time } from './fields';

const stockDifference = z
  .object({ sku, expectedAvailable: z.int(), available: z.int() })
  .meta({ id: 'StockDifference' });

const strayCharge = z
  .object({
    intentId: z.string(),
    orderId: z.string().optional().describe('As the payment provider has it'),
    amount: minorUnits('In minor units of the currency'),
    currency,
  })
  .meta({ id: 'StrayCharge' });

const duplicateCharge = z
  .object({ orderId: z.string(), intentIds: z.array(z.string()) })
  .meta({ id: 'DuplicateCharge' });

const stuckOrder = z
  .object({ orderId, status: z.string(), dueAt: z.int().describe('Milliseconds since the epoch') })
  .meta({ id: 'StuckOrder' });

/** The report of an audit. Each list has at most 100 entries. */
export const auditReport = z
  .object({
    ok: z.boolean().describe('All counts are 0 and all lists are empty'),
    oversoldUnits: z.int().min(0).describe('P1: units sold beyond units received'),
    stockDifferences: z.array(stockDifference).describe('P5: SKUs whose sums do not agree'),
    chargesWithoutOrder: z.array(strayCharge).describe('P3: charged, and no order is to be paid by it'),
    ordersWithoutCharge: z.array(z.object({ orderId })).describe('P3: confirmed without a charge'),
    duplicateCharges: z.array(duplicateCharge).describe('P3: orders charged more than once'),
    stuckOrders: z.array(stuckOrder).describe('P2: orders whose next step has been due for over ten minutes'),
    checked: z
      .object({ skus: z.int().min(0), orders: z.int().min(0), charges: z.int().min(0) })
      .describe('What was looked at'),
    at: time('When the audit ended'),
  })
  .describe('Each list has at most 100 entries.')
  .meta({ id: 'AuditReport' });

export const reportId = z.string().regex(REPORT_ID_PATTERN);

/** Answer while an audit runs. */
export const auditPending = z
  .object({ reportId: reportId.describe('Ask for the report by it') })
  .meta({ id: 'AuditPending' });
