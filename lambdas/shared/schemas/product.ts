import * as z from 'zod';
import { MAX_TOTAL_MINOR } from '../../domain/money';
import { currency, integer, productSku, text } from './fields';

/** A price of nothing cannot be charged; one beyond the largest total cannot be sold. */
const price = integer(1, MAX_TOTAL_MINOR).describe('Minor units of the currency');

/** Body of PUT /v1/admin/products/{sku}. */
export const productBody = z.strictObject({
  sku: productSku.optional().describe('The same as in the path, when given'),
  name: text(300),
  price,
  currency,
});

/** A row of an import. Columns that are not known are ignored, so that a shop's own export can be sent. */
export const productRow = z.object({ sku: productSku, name: text(300), price_minor: price, currency });

/** The same row from a CSV file, in which everything is text. */
export const productCsvRow = productRow.extend({
  price_minor: z
    .string()
    .regex(/^\d{1,12}$/, { error: 'allowed: a whole number of minor units' })
    .transform(Number)
    .pipe(price),
});

export type ProductRow = z.infer<typeof productRow>;
