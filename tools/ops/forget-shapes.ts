/** What the function `forget-customer` answers (lambdas/forget-customer). Members that are not needed are let through. */
import { z } from 'zod';

const count = z.int().nonnegative();

/** Done, not done yet, or what is wrong with the payload. */
export const forgetAnswer = z.union([
  z.looseObject({
    done: z.boolean(),
    seen: count,
    erased: z.array(z.string()),
    leftOver: count,
    notYet: z.array(z.looseObject({ orderId: z.string(), why: z.string() })),
    cursor: z.string().optional(),
    waitingFor: z.string().optional(),
  }),
  z.looseObject({ error: z.string() }),
]);

/** What one call of the function found. */
export type ForgetPart = Exclude<z.infer<typeof forgetAnswer>, { error: string }>;

/** What a run found from the first item of the table to the last. */
export type ForgetTotal = Pick<ForgetPart, 'seen' | 'erased' | 'leftOver' | 'notYet'>;

/** A run that has seen nothing yet. */
export const NOTHING: ForgetTotal = { seen: 0, erased: [], leftOver: 0, notYet: [] };

/** Both together. A page that is seen again, as something gave no answer, tells again what is not erased yet. */
export function plus(total: ForgetTotal, part: ForgetTotal): ForgetTotal {
  const notYet = new Map([...total.notYet, ...part.notYet].map((one) => [one.orderId, one]));
  return {
    seen: total.seen + part.seen,
    erased: [...new Set([...total.erased, ...part.erased])],
    leftOver: total.leftOver + part.leftOver,
    notYet: [...notYet.values()],
  };
}
