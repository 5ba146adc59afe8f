import { type EntryLook, type EntryLookout } from '../../domain/routing/entry';
import { parseObject } from './json-object';

/** Where the shop is, and who may say so. */
export interface EntryTarget {
  /** The address that shoppers use; with or without a slash at the end. */
  readonly shopUrl: string;
  /** Regions of the shop. */
  readonly regions: readonly string[];
  readonly timeOutMs: number;
}

/**
 * Asks for `/health` through the edge: past name, certificate, web ACL, viewer function and routing store to whichever Region
 * the function picks. Not for products: 2,880 calls a day would hide in the objectives of browsing how few shoppers of
 * a small shop were served, and AWS's managed rules judge such calls by the address that they come from, which is one of
 * Lambda's (lib/web-acl/rules.ts leaves /health out). So a 403 here is a rule that blocks everybody.
 *
 * Open is any answer of a Region's health check, 503 too: that a Region is unwell or evacuated is told by others. A 429
 * shows nothing. Any other answer, none in time, and none at all are what shoppers get there too: closed.
 */
export function entryLookout({ shopUrl, regions, timeOutMs }: EntryTarget): EntryLookout {
  const url = `${shopUrl.replace(/\/$/, '')}/health`;
  return {
    async look() {
      const signal = AbortSignal.timeout(timeOutMs);
      try {
        const headers = { accept: 'application/json', 'user-agent': 'holdfast-probe' };
        const response = await fetch(url, { signal, headers, redirect: 'manual' });
        return seen(regions, response.status, await response.text());
      } catch (error) {
        return { kind: 'closed', why: signal.aborted ? `no answer within ${timeOutMs} ms` : causeOf(error) };
      }
    },
  };
}

const TOO_MANY = 429;
const STATUSES: readonly unknown[] = ['ok', 'unavailable', 'evacuated'];

function seen(regions: readonly string[], status: number, text: string): EntryLook {
  const body = parseObject(text);
  const { region } = body;
  const fromRegion = typeof region === 'string' && regions.includes(region);
  if (fromRegion && STATUSES.includes(body['status'])) return { kind: 'open' };
  if (status === TOO_MANY) return { kind: 'unclear', why: `${status}` };
  return { kind: 'closed', why: status === 200 ? '200, but not from a health check' : `${status}` };
}

/** `ENOTFOUND`, `CERT_HAS_EXPIRED`: the code below the error of `fetch`, which itself says that it failed. */
function causeOf(error: unknown): string {
  const code = (error as { readonly cause?: { readonly code?: unknown } }).cause?.code;
  return typeof code === 'string' ? `no connection: ${code}` : 'no connection';
}
