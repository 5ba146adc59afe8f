import { type Money } from '../money';

/** `GBP 29.00`: as many decimals as the currency has, and letters that every channel can show. */
export function formatMoney({ amount, currency }: Money): string {
  const format = formatOf(currency);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  // The parts are put together by hand, since Intl puts a no-break space in between, which SMS cannot show.
  const parts = format.formatToParts(amount / 10 ** digits);
  const number = parts
    .filter(({ type }) => type !== 'currency' && type !== 'literal')
    .map(({ value }) => value);
  return `${currency} ${number.join('')}`;
}

/** Kept, as making one takes longer than all the rest of a message. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const made = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' });
  formats.set(currency, made);
  return made;
}
