/** What the function `reconcile` answers (lambdas/reconcile). Members that are not needed are let through. */
import { z } from 'zod';

const count = z.int().nonnegative();
const minorUnits = z.int();

const refund = z.looseObject({
  intentId: z.string(),
  orderId: z.string(),
  amount: minorUnits,
  currency: z.string(),
  chargedAt: z.string(),
  reason: z.string(),
});

const report = z.looseObject({
  from: z.string(),
  to: z.string(),
  startedAt: z.string(),
  finishedAt: z.string(),
  charges: count,
  notOurs: count,
  orders: count,
  amounts: z.record(z.string(), z.looseObject({ charged: minorUnits, refunded: minorUnits })),
  refunded: z.array(refund),
  refundsPending: z.array(refund.extend({ tries: count, waitingFor: z.string() })),
  confirmedWithoutCharge: z.array(
    z.looseObject({
      orderId: z.string(),
      intentId: z.string().optional(),
      confirmedAt: z.string(),
      amount: minorUnits,
      currency: z.string(),
      state: z.string(),
    }),
  ),
  unverified: z.array(
    z.looseObject({ orderId: z.string(), intentId: z.string().optional(), waitingFor: z.string() }),
  ),
});

const progress = z.looseObject({
  phase: z.string(),
  charges: count,
  orders: count,
  refunded: count,
  refundsPending: count,
  confirmedWithoutCharge: count,
});

/** Done, not done yet, or what is wrong with the payload. */
export const reconcileAnswer = z.union([
  z.looseObject({ done: z.literal(true), report, location: z.string() }),
  z.looseObject({ done: z.literal(false), progress, waitingFor: z.string().optional() }),
  z.looseObject({ error: z.string() }),
]);

export type ReconciliationReport = z.infer<typeof report>;
export type ReconciliationProgress = z.infer<typeof progress>;
export type FinishedReconciliation = Extract<z.infer<typeof reconcileAnswer>, { done: true }>;
