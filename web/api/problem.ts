import { fieldsOf } from './shape';

/**
 * An answer that is not a success. `code` decides what is shown and done; it is stable (RFC 9457 with the
 * codes of openapi.yaml). An answer without one, such as a page of CloudFront's, has `unknown`.
 */
export interface Problem {
  readonly status: number;
  readonly code: string;
  /** For people, in English: what was wrong here. Shown as text and only for codes that say so. */
  readonly detail?: string | undefined;
  /** Seconds to wait at the least, of the header Retry-After. */
  readonly retryAfter?: number | undefined;
  /** Names the request in the shop's logs; shown so that the shopper can tell it. */
  readonly requestId?: string | undefined;
  /** The members beside those of RFC 9457; nobody has checked them. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** Longer waits are not believed: a wrong date must not put a checkout off for a day. */
const LONGEST_WAIT_S = 120;

/** What an answer that is not a success says, whatever its body is. */
export function problemOf(
  status: number,
  headers: Pick<Headers, 'get'>,
  body: unknown,
  now: number,
): Problem {
  const members = fieldsOf(body) ?? {};
  const { code, detail } = members;
  return {
    status,
    code: typeof code === 'string' && code !== '' ? code : 'unknown',
    detail: typeof detail === 'string' ? detail : undefined,
    retryAfter: retryAfterOf(headers.get('retry-after'), now),
    requestId: headers.get('x-request-id') ?? undefined,
    members,
  };
}

/** Retry-After in seconds: a number or an HTTP date (RFC 9110, 10.2.3); `undefined` when it is neither. */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  return Math.min(Math.max(Math.ceil(seconds), 0), LONGEST_WAIT_S);
}

/** A line that cannot be had in full. */
export interface ShortLine {
  readonly sku: string;
  readonly requested: number;
  readonly available: number;
}

/** The lines of `out_of_stock`; what does not look like one is left out. */
export function shortLinesOf({ members }: Problem): ShortLine[] {
  const lines: unknown[] = Array.isArray(members['lines']) ? members['lines'] : [];
  return lines.flatMap((line) => {
    const { sku, requested, available } = fieldsOf(line) ?? {};
    if (typeof sku !== 'string' || typeof requested !== 'number' || typeof available !== 'number') return [];
    return [{ sku, requested, available }];
  });
}

/** The names of the fields that `invalid_request` complains of, such as `delivery.lines[0]`. */
export function wrongFieldsOf({ members }: Problem): string[] {
  const errors: unknown[] = Array.isArray(members['errors']) ? members['errors'] : [];
  return errors.flatMap((error) => {
    const path = fieldsOf(error)?.['path'];
    return typeof path === 'string' ? [path] : [];
  });
}

/** The SKUs that `unknown_product` names at checkout. */
export function unknownSkusOf({ members }: Problem): string[] {
  const skus: unknown[] = Array.isArray(members['skus']) ? members['skus'] : [];
  return skus.filter((sku) => typeof sku === 'string');
}

/** The total that `price_changed` names, in minor units; `undefined` when it names none. */
export function newTotalOf({ members }: Problem): { total: number; currency: string } | undefined {
  const { total, currency } = members;
  if (typeof total !== 'number' || typeof currency !== 'string') return undefined;
  return /^[A-Z]{3}$/.test(currency) ? { total, currency } : undefined;
}
