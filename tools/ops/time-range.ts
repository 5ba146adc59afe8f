import { UsageError } from '../arguments';

/** From, and up to but not including; ISO 8601 in UTC with whole seconds. */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z$/;

const ALLOWED = 'a date such as 2026-11-20 (midnight UTC), or a UTC time such as 2026-11-20T18:30:00Z';

/** Both ends of a time range, the first before the second. */
export function timeRange(from: string | undefined, to: string | undefined): TimeRange {
  const range = { from: utcTime('--from', from), to: utcTime('--to', to) };
  if (range.from < range.to) return range;
  throw new UsageError(`--from ${range.from} is not before --to ${range.to}`);
}

function utcTime(flag: string, text: string | undefined): string {
  if (text === undefined) throw new UsageError(`${flag} is missing; give ${ALLOWED}`);
  const full = DATE.test(text) ? `${text}T00:00:00Z` : text.replace(/T(\d{2}:\d{2})Z$/, 'T$1:00Z');
  if (TIME.test(full) && exists(full)) return full;
  throw new UsageError(`${flag} is "${text}"; allowed: ${ALLOWED}`);
}

/** JavaScript takes the 30th of February for the 2nd of March; writing it again tells. */
function exists(time: string): boolean {
  const milliseconds = Date.parse(time);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === time.replace('Z', '.000Z');
}
