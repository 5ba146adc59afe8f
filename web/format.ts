/** Money, numbers and dates in the shopper's locale, by what the browser has for it. */
export interface Format {
  /** `minor`: integer minor units of the ISO 4217 currency. */
  readonly money: (minor: number, currency: string) => string;
  readonly number: (value: number) => string;
  readonly dateTime: (iso: string) => string;
  /** How long ago, such as "5 minutes ago". Both in milliseconds since the epoch. */
  readonly ago: (at: number, now: number) => string;
}

/** @param locales BCP 47 tags, most wanted first; empty for the default of the runtime. */
export function formatFor(locales: readonly string[]): Format {
  const tags = [...locales];
  const numbers = new Intl.NumberFormat(tags);
  const times = new Intl.DateTimeFormat(tags, { dateStyle: 'medium', timeStyle: 'short' });
  const ages = new Intl.RelativeTimeFormat(tags, { numeric: 'auto' });
  const currencies = new Map<string, Intl.NumberFormat>();
  const formatOf = (currency: string): Intl.NumberFormat => {
    const known = currencies.get(currency) ?? new Intl.NumberFormat(tags, { style: 'currency', currency });
    currencies.set(currency, known);
    return known;
  };
  return {
    money: (minor, currency) => {
      const format = formatOf(currency);
      // ISO 4217 gives each currency its digits: two for GBP, none for JPY, three for KWD.
      return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    },
    number: (value) => numbers.format(value),
    dateTime: (iso) => {
      const at = Date.parse(iso);
      return Number.isNaN(at) ? '' : times.format(at);
    },
    ago: (at, now) => {
      const [value, unit] = ageOf(now - at);
      return ages.format(-value, unit);
    },
  };
}

function ageOf(ms: number): [number, 'second' | 'minute' | 'hour' | 'day'] {
  const seconds = Math.max(Math.round(ms / 1_000), 0);
  if (seconds < 60) return [seconds, 'second'];
  if (seconds < 3_600) return [Math.floor(seconds / 60), 'minute'];
  if (seconds < 86_400) return [Math.floor(seconds / 3_600), 'hour'];
  return [Math.floor(seconds / 86_400), 'day'];
}
