/** How figures are written on the page. */

const whole = new Intl.NumberFormat('en-GB');

/** `12,345`. */
export const count = (value: number): string => whole.format(value);

/** `3 orders`, `1 order`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** Money from minor units, by the currency's own number of digits. */
export function money(minorUnits: number | null, currency: string | null): string {
  if (minorUnits === null || currency === null) return '–';
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return format.format(minorUnits / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** `15:04:05`, in the reader's time zone. */
export const clock = (iso: string | null): string =>
  iso === null ? '–' : new Date(iso).toLocaleTimeString('en-GB');

/** `850 ms`, `1.2 s`. */
export function duration(milliseconds: number | null): string {
  if (milliseconds === null) return '–';
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** `2 %`, `0.5 %`. */
export const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;

/** `in 12 s`, `3 min ago`, as seen at a given time. */
export function distance(iso: string | null, at: string): string {
  if (iso === null) return '–';
  const seconds = Math.round((Date.parse(iso) - Date.parse(at)) / 1_000);
  const text = span(Math.abs(seconds));
  if (seconds === 0) return 'now';
  return seconds > 0 ? `in ${text}` : `${text} ago`;
}

function span(seconds: number): string {
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** Long ids keep their beginning and end. */
export const shortId = (id: string): string => (id.length <= 16 ? id : `${id.slice(0, 8)}…${id.slice(-5)}`);

/** Names of functions and queues without the shop's own name, which they all begin with. */
export const shortName = (name: string): string => name.replace(/^holdfast-/, '');
