import * as z from 'zod';
import { region } from './fields';

const check = z.enum(['ok', 'unavailable', 'evacuated']);

/** Answer to GET /health. */
export const health = z
  .object({
    region: region('The Region that was asked'),
    status: check.describe('`evacuated`: its operators have taken it out of service'),
    checks: z
      .object({
        ledger: check.describe('The order and stock ledger'),
        shop: check.describe('Catalogue and carts'),
      })
      .describe('What the status was made from'),
    weight: z
      .int()
      .min(0)
      .max(100)
      .describe(
        'Share of the shoppers that its operators want it to get, against the weights of other Regions',
      ),
  })
  .meta({ id: 'Health' });

/** Answer to GET /health/live. */
export const live = z
  .object({
    region: region('The Region that was asked'),
    status: z.literal('live').describe('It answers'),
  })
  .meta({ id: 'Live' });
