import * as z from 'zod';
import { integer } from './fields';

/** Most units of one receipt, either way: sums of millions of receipts stay exact in a double. */
const MAX_UNITS = 1_000_000_000;

/** Body of POST /v1/admin/stock/{sku}/receipts. */
export const receiptBody = z.strictObject({
  receiptId: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,64}$/, { error: 'allowed: 1 to 64 of A-Z, a-z, 0-9, ".", "_", ":" and "-"' }),
  quantity: integer(-MAX_UNITS, MAX_UNITS)
    .refine((quantity) => quantity !== 0, { error: 'found 0; allowed: any other whole number up to 1e9' })
    .describe('Units that came in; negative when they were taken out'),
});
