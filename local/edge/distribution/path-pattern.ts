import { wildcard } from '../../iam/wildcard';

/** Whether a normalized path is one that a cache behaviour is for. */
export type PathMatcher = (path: string) => boolean;

/**
 * `*` stands for any characters, `?` for exactly one; the case matters, and a slash at the beginning is understood
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html).
 */
export function pathPattern(pattern: string): PathMatcher {
  return wildcard(pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`);
}

/** Characters that mean the same with and without percent-encoding (RFC 3986, section 2.3). */
const UNRESERVED = /%(2d|2e|5f|7e|3[0-9]|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])/gi;

/**
 * The path as CloudFront looks for its behaviour: "CloudFront normalizes URI paths consistent with RFC 3986"; to the
 * function and to the origin it gives the path as it came (the same page).
 */
export function normalizedPath(path: string): string {
  const decoded = path.replace(UNRESERVED, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  try {
    return new URL(`http://edge${decoded}`).pathname;
  } catch {
    return decoded;
  }
}
