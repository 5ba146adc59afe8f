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
  })
  .meta({ id: 'Health' });
