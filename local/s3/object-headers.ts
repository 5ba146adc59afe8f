import { createHash } from 'node:crypto';
import { type StoredObject } from './object-store';

/** MD5 of the body in quotes, as for every object that was put in one piece ("Object", Amazon S3 API reference). */
export function etagOf({ body }: StoredObject): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** The headers that say what an object is. */
export function metadataOf({ contentType, cacheControl, at }: StoredObject): Record<string, string> {
  return {
    'content-type': contentType,
    'last-modified': new Date(at).toUTCString(),
    ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
  };
}

/** Whether the caller has the object already: If-None-Match, and without it If-Modified-Since (RFC 9110, 13.2.2). */
export function isUnchanged(object: StoredObject, asked: Readonly<Record<string, string>>): boolean {
  const tags = asked['if-none-match'];
  if (tags !== undefined)
    return tags === '*' || tags.replace(/W\//g, '').split(/,\s*/).includes(etagOf(object));
  const since = Date.parse(asked['if-modified-since'] ?? '');
  return Math.floor(Date.parse(object.at) / 1_000) * 1_000 <= since;
}
