import * as z from 'zod';
import { sku } from '../../../lambdas/shared/schemas/fields';
import { currency, minorUnits } from './fields';

const head = {
  sku,
  name: z.string(),
  price: minorUnits('Of one unit, in minor units of the currency'),
  currency,
};

/** A product in lists, and as PUT /v1/admin/products/{sku} answers it. */
export const product = z.object(head).meta({ id: 'Product' });

/** Answer to GET /v1/products. */
export const productPage = z
  .object({
    items: z.array(product).describe('In order of SKU'),
    cursor: z.string().optional().describe('Hand it back to read on. Absent on the last page.'),
  })
  .meta({ id: 'ProductPage' });

/** Answer to GET /v1/products/{sku}. */
export const productDetails = z
  .object({
    ...head,
    availability: z
      .enum(['in_stock', 'low_stock', 'sold_out'])
      .optional()
      .describe('`low_stock` at five units and below. Absent when it could not be read in time.'),
    degraded: z
      .array(z.enum(['availability']))
      .describe('Names of the parts that had to be left out, so that the page could be shown at all'),
  })
  .meta({ id: 'ProductDetails' });

const rowError = z
  .object({
    row: z.int().min(1).describe('Counts from 1; the head of a CSV file does not count'),
    field: z.string().optional().describe('Absent when the row as a whole is wrong'),
    message: z.string().describe('What was found, and what is allowed'),
  })
  .meta({ id: 'RowError' });

/** Answer to POST /v1/admin/products:import. */
export const importResult = z
  .object({
    imported: z.int().min(0).describe('Products that were stored'),
    errors: z.array(rowError).describe('What is wrong with each of the other rows'),
  })
  .meta({ id: 'ImportResult' });
