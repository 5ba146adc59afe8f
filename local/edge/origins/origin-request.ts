import { type Forwarding } from '../distribution/forwarding';
import { type OriginProperties } from '../distribution/schema';
import { type EdgeRequest, type Headers } from '../message';

/** Headers of one connection, which are not for the next (RFC 9110, section 7.6.1), and those that are made anew. */
const NEVER = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
];

/**
 * Headers that CloudFront sends on whatever the policies say ("HTTP request headers and CloudFront behavior"); the
 * body would be unreadable without them.
 */
const ALWAYS = ['content-type', 'content-encoding', 'if-none-match', 'if-modified-since'];

/** The headers with which a request goes to an origin. */
export function originHeaders(
  { headers, body, clientIp, requestId }: EdgeRequest,
  forwarding: Forwarding,
  { OriginCustomHeaders }: OriginProperties,
): Headers {
  const kept = Object.entries(headers).filter(
    ([name]) =>
      !NEVER.includes(name) && name !== 'cookie' && (ALWAYS.includes(name) || forwarding.headers(name)),
  );
  const own = OriginCustomHeaders.map(
    ({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), [HeaderValue]] as const,
  );
  const cookies = selected((headers['cookie'] ?? []).join('; '), /;\s*/, '; ', forwarding.cookies);
  return {
    'user-agent': ['Amazon CloudFront'],
    ...Object.fromEntries(kept),
    ...(cookies === '' ? {} : { cookie: [cookies] }),
    'x-forwarded-for': [[...(headers['x-forwarded-for'] ?? []), clientIp].join(', ')],
    'x-amz-cf-id': [requestId],
    ...(body.length === 0 ? {} : { 'content-length': [String(body.length)] }),
    ...Object.fromEntries(own),
  };
}

/** The parameters that go to an origin, as they came. */
export function originQuery({ query }: EdgeRequest, { queryStrings }: Forwarding): string {
  const text = selected(query, /&/, '&', queryStrings);
  return text === '' ? '' : `?${text}`;
}

function selected(
  text: string,
  separator: RegExp,
  glue: string,
  selection: (name: string) => boolean,
): string {
  const parts = text.split(separator).filter((part) => part !== '');
  return parts.filter((part) => selection(part.split('=')[0] ?? '')).join(glue);
}
