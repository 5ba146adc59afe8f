import { type HttpCall } from './call';
import { RequestRefused } from './problem';

const HEADER = 'Idempotency-Key';

/** Printable ASCII without spaces at the ends: what a header can carry unchanged through every proxy. */
export const IDEMPOTENCY_KEY_PATTERN = /^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** The key under which an order is placed once. Throws `RequestRefused`. */
export function idempotencyKeyOf(call: HttpCall): string {
  const key = call.header(HEADER)?.trim();
  if (key === undefined || key === '') throw refused('found nothing');
  if (!IDEMPOTENCY_KEY_PATTERN.test(key))
    throw refused(`found ${key.length} characters, or some that are not printable ASCII`);
  return key;
}

function refused(what: string): RequestRefused {
  return RequestRefused.fields({
    path: HEADER,
    message: `${what}; allowed: 1 to 255 printable ASCII characters`,
  });
}
