/** A parsed ScheduleExpression of an EventBridge rule. Times are UTC. */
export type Schedule =
  | { readonly kind: 'rate'; readonly everyMs: number }
  | { readonly kind: 'cron'; readonly matches: (at: Date) => boolean };

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Parses `rate(5 minutes)` or `cron(minutes hours day-of-month month day-of-week year)` ("Schedule types in
 * EventBridge"). Throws for what is neither, and for `L`, `W` and `#`, which the local cloud does not know.
 */
export function parseSchedule(expression: string): Schedule {
  const [, amount, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const unitMs = UNIT_MS[unit];
  if (amount !== undefined && unitMs !== undefined) return { kind: 'rate', everyMs: Number(amount) * unitMs };
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.split(/\s+/);
  if (fields?.length !== 6) throw new Error(`not a schedule expression: ${expression}`);
  return { kind: 'cron', matches: cron(fields, expression) };
}

function cron(fields: readonly string[], expression: string): (at: Date) => boolean {
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', years = ''] = fields;
  const parse = (field: string, first: number, names: readonly string[] = []): ((value: number) => boolean) =>
    parseField(field, first, names, expression);
  const minute = parse(minutes, 0);
  const hour = parse(hours, 0);
  const day = parse(days, 1);
  const month = parse(months, 1, MONTHS);
  const weekday = parse(weekdays, 1, WEEKDAYS);
  const year = parse(years, 1970);
  return (at) =>
    minute(at.getUTCMinutes()) &&
    hour(at.getUTCHours()) &&
    day(at.getUTCDate()) &&
    month(at.getUTCMonth() + 1) &&
    weekday(at.getUTCDay() + 1) &&
    year(at.getUTCFullYear());
}

/** `*`, `?`, lists, ranges and steps; names count from `first`. */
function parseField(
  field: string,
  first: number,
  names: readonly string[],
  expression: string,
): (value: number) => boolean {
  const tests = field.split(',').map((part) => parsePart(part, first, names, expression));
  return (value) => tests.some((test) => test(value));
}

function parsePart(
  part: string,
  first: number,
  names: readonly string[],
  expression: string,
): (value: number) => boolean {
  const [range = '', step = '1'] = part.split('/');
  const number = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    const value = named >= 0 ? named + first : Number(text);
    if (text !== '' && Number.isInteger(value)) return value;
    throw new Error(`the local cloud cannot evaluate ${part} in ${expression}`);
  };
  const [low = '', high] = range.split('-');
  const any = range === '*' || range === '?';
  const from = any ? first : number(low);
  const open = any || (high === undefined && part.includes('/'));
  const to = open ? Infinity : number(high ?? low);
  const every = number(step);
  return (value) => value >= from && value <= to && (value - from) % every === 0;
}
