import { Readable } from 'node:stream';
import { ErrorCache, errorSeconds } from '../../../local/edge/error-cache';

const seconds = errorSeconds([
  { ErrorCode: 404, ErrorCachingMinTTL: 60 },
  { ErrorCode: 500, ErrorCachingMinTTL: 0 },
]);

let nowMs: number;
let errors: ErrorCache;
beforeEach(() => {
  nowMs = 1_000;
  errors = new ErrorCache(seconds, () => nowMs);
});

const answer = (status: number, cacheControl?: string) => ({
  status,
  headers: cacheControl === undefined ? {} : { 'cache-control': [cacheControl] },
  body: Readable.from([Buffer.from('why')]),
});

/** Seconds for which an error is kept. */
async function keptFor(status: number, cacheControl?: string): Promise<number> {
  await errors.keep('path', answer(status, cacheControl));
  for (const [after, limit] of [0, 10, 60].entries()) {
    nowMs = 1_000 + limit * 1_000;
    if (errors.get('path') === undefined) return [0, 10, 60][after] ?? 0;
  }
  throw new Error('it is kept for longer than a minute');
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
test.each([
  [404, undefined, 60],
  [404, 'no-store', 0],
  [405, 'no-store', 10],
  [410, 'private', 0],
  [414, 'no-cache', 0],
  [501, 'no-store', 0],
  [500, undefined, 0],
  [502, undefined, 10],
  [503, 'no-store', 10],
  [504, 'private, no-store', 10],
  [200, undefined, 0],
  [400, undefined, 0],
  [403, undefined, 0],
  [429, undefined, 0],
])('%d with cache-control %s is kept for %d s', async (status, cacheControl, expected) => {
  expect(await keptFor(status, cacheControl)).toBe(expected);
});

test('what is kept can be sent again, body and all', async () => {
  const kept = await errors.keep('path', answer(503));
  expect([kept.body, errors.get('path')?.body]).toEqual([Buffer.from('why'), Buffer.from('why')]);
});
