import * as z from 'zod';
import { integer } from './fields';

/** A `limit` parameter: parameters are text. */
const limit = (otherwise: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, { error: 'allowed: a whole number from 1 to 100' })
    .transform(Number)
    .pipe(integer(1, 100))
    .default(otherwise);

/** Query of GET /v1/products. Parameters that are not known are ignored: links carry those of others. */
export const productsQuery = z.object({
  limit: limit(20),
  cursor: z.string().max(2048).optional(),
  q: z.string().max(100).optional().describe('Part of a SKU or name'),
});

/** Latest time that a Date can hold (ECMA-262, 21.4.1.1). */
const MAX_TIME = 8.64e15;

const timeOf = (value: string) => (/^\d{1,16}$/.test(value) ? Number(value) : Date.parse(value));

const instant = z
  .string()
  .max(40)
  .refine((value) => timeOf(value) >= 0 && timeOf(value) <= MAX_TIME, {
    error: 'allowed: an ISO 8601 time, or milliseconds since the epoch',
  })
  .transform(timeOf);

/** Query of GET /v1/admin/orders: only what stands in the work index can be listed. */
export const owedOrdersQuery = z.object({
  owed: z.literal('true'),
  dueBefore: instant.optional(),
  limit: limit(50),
});
