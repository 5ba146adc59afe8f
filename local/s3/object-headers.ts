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
