import * as z from 'zod';
import { ORDER_ID_PATTERN } from '../../../lambdas/domain/orders/identity';

/** An amount in minor units. */
export const minorUnits = (description: string) => z.int().min(0).describe(description);

/** A point in time as text. */
export const time = (description: string) => z.string().meta({ format: 'date-time', description });

/** A count of units. */
export const units = (description: string) => z.int().min(0).describe(description);

export const orderId = z.string().regex(ORDER_ID_PATTERN).describe('Made from the Idempotency-Key');

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217');

/** Regions are named by AWS. */
export const region = (description: string) => z.string().describe(description);
