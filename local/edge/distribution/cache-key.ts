import { type EdgeRequest } from '../message';
import { originQuery } from '../origins/origin-request';
import { type Forwarding } from './forwarding';

/** What all requests that get the same answer out of the cache have in common. */
export type CacheKey = (request: EdgeRequest) => string;

/**
 * The path as the function left it, and what the cache policy names; nothing else, above all not the origin that the
 * function picked, nor what an origin request policy sends on
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html).
 */
export function cacheKey(policy: Forwarding): CacheKey {
  return (request) => {
    const headers = Object.entries(request.headers).filter(
      ([name]) => name !== 'cookie' && policy.headers(name),
    );
    const cookies = (request.headers['cookie'] ?? []).flatMap((header) => header.split(/;\s*/));
    return JSON.stringify([
      request.uri,
      originQuery(request, policy),
      headers.sort(),
      cookies.filter((cookie) => policy.cookies(cookie.split('=')[0] ?? '')).sort(),
    ]);
  };
}
