/** An amount in integer minor units (pence, cents) of an ISO 4217 currency. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** The largest total that Holdfast accepts: Stripe takes at most eight digits of minor units. */
export const MAX_TOTAL_MINOR = 99_999_999;

/** Price times quantity, summed; `undefined` when the lines are in more than one currency. */
export function totalOf(lines: readonly { price: Money; quantity: number }[]): Money | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  const { currency } = first.price;
  if (lines.some((line) => line.price.currency !== currency)) return undefined;
  return { amount: lines.reduce((sum, line) => sum + line.price.amount * line.quantity, 0), currency };
}
