/** Headers of the contract; a route's answers name those that they carry. */
export const HEADERS = {
  'x-request-id': {
    description: 'Names this request in logs and traces; tell it when you ask about an answer.',
    schema: { type: 'string', minLength: 1 },
    example: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
  },
  'x-region': {
    description: 'The Region that answered.',
    schema: { type: 'string', pattern: '^[a-z]{2}(-[a-z]+)+-[0-9]$' },
    example: 'us-east-1',
  },
  'Cache-Control': {
    description: '`no-store`, or for how many seconds anybody may keep this answer.',
    schema: { type: 'string', pattern: '^(no-store|public, max-age=[0-9]+)$' },
    example: 'no-store',
  },
  'Retry-After': {
    description: 'Seconds to wait, at the least, before asking again.',
    schema: { type: 'integer', minimum: 1 },
    example: 1,
  },
  'Idempotency-Replayed': {
    description: 'The order existed already: an earlier request with this key placed it.',
    schema: { type: 'string', const: 'true' },
    example: 'true',
  },
  Location: {
    description: 'Where the result will be.',
    schema: { type: 'string', format: 'uri-reference' },
    example: '/v1/admin/audit/mbw1x2y3-0123456789abcdef',
  },
  'WWW-Authenticate': {
    description: 'How to authenticate (RFC 6750).',
    schema: { type: 'string', const: 'Bearer' },
    example: 'Bearer',
  },
} as const;

export type HeaderName = keyof typeof HEADERS;

/** A header of an answer; with a question mark, one that may be missing. */
export type HeaderUse = HeaderName | `${HeaderName}?`;

/** Headers that every answer has. */
const EVERY: readonly HeaderName[] = ['x-request-id', 'x-region', 'Cache-Control'];

/** `components.headers`. Headers are optional in OpenAPI unless they say otherwise; these say so. */
export function headerComponents(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(HEADERS).map(([name, header]) => [
      name,
      { description: header.description, required: true, schema: header.schema, example: header.example },
    ]),
  );
}

/** `headers` of one answer. */
export function headersOf(extra: readonly HeaderUse[]): Record<string, unknown> {
  const entries = [...EVERY, ...extra].map((name) => {
    if (!name.endsWith('?')) return [name, { $ref: `#/components/headers/${name}` }];
    const plain = name.slice(0, -1) as HeaderName;
    const { description, schema, example } = HEADERS[plain];
    return [plain, { description, schema, example }];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}
