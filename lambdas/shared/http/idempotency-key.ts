import { type HttpCall } from './call';
import { RequestRefused } from './problem';

const HEADER = 'Idempotency-Key';
const MAX_LENGTH = 255;

/** Printable ASCII without spaces at the ends: what a header can carry unchanged through every proxy. */
export const IDEMPOTENCY_KEY_PATTERN = /^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** The key under which an order is placed once. Throws `RequestRefused`. */
export function idempotencyKeyOf(call: HttpCall): string {
  const keys = call.headerValues(HEADER);
  const key = keys[0]?.trim() ?? '';
  if (keys.length > 1) throw refused(`found ${keys.length} of these headers`);
  if (key === '') throw refused('found nothing');
  if (key.length > MAX_LENGTH) throw refused(`found ${key.length} characters`);
  if (!IDEMPOTENCY_KEY_PATTERN.test(key)) throw refused('found characters that are not printable ASCII');
  return key;
}

function refused(what: string): RequestRefused {
  return RequestRefused.fields({
    path: HEADER,
    message: `${what}; allowed: 1 to ${MAX_LENGTH} printable ASCII characters`,
  });
}
