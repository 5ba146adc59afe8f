import { z } from 'zod';
import { type EdgeAnswer, type EdgeRequest, type Headers } from '../message';

/** A value of the event; `multiValue` is there where a name came more than once, and holds them all. */
interface EventValue {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[] | undefined;
}

type EventValues = Readonly<Record<string, EventValue>>;

/** Which distribution a request came to. */
export interface DistributionName {
  readonly id: string;
  readonly domainName: string;
}

/** Headers of one connection, which functions do not see. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'expect', 'cookie'];

/**
 * The event of a viewer-request function
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html).
 */
export function viewerEvent(request: EdgeRequest, distribution: DistributionName) {
  return {
    version: '1.0',
    context: {
      distributionDomainName: distribution.domainName,
      distributionId: distribution.id,
      eventType: 'viewer-request',
      requestId: request.requestId,
    },
    viewer: { ip: request.clientIp },
    request: {
      method: request.method,
      uri: request.uri,
      querystring: valuesOf(pairsOf(request.query, '&')),
      headers: headerValues(request.headers),
      cookies: valuesOf(pairsOf((request.headers['cookie'] ?? []).join('; '), ';')),
    },
  };
}

function headerValues(headers: Headers): EventValues {
  const pairs = Object.entries(headers)
    .filter(([name]) => !OF_THE_CONNECTION.includes(name))
    .flatMap(([name, values]) => values.map((value) => [name, value] as const));
  return valuesOf(pairs);
}

/** Neither names nor values are decoded. */
function pairsOf(text: string, separator: string): (readonly [string, string])[] {
  const parts = text.split(separator).map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at === -1 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
    });
}

/** Clients choose the names: `constructor` and `__proto__` are names like all others. */
function valuesOf(pairs: readonly (readonly [string, string])[]): EventValues {
  const grouped = new Map<string, string[]>();
  for (const [name, value] of pairs) grouped.set(name, [...(grouped.get(name) ?? []), value]);
  const entries = [...grouped].map(([name, values]) => {
    const [value = ''] = values;
    const several = values.length > 1 ? { multiValue: values.map((each) => ({ value: each })) } : {};
    return [name, { value, ...several }] as const;
  });
  return Object.fromEntries(entries);
}

const valuesSchema = z
  .record(
    z.string(),
    z.object({ value: z.string(), multiValue: z.array(z.object({ value: z.string() })).optional() }),
  )
  .default({});

const requestSchema = z.object({
  method: z.string(),
  uri: z.string().startsWith('/'),
  querystring: valuesSchema,
  headers: valuesSchema,
  cookies: valuesSchema,
});

const responseSchema = z.object({
  statusCode: z.number().int().min(200).max(599),
  headers: valuesSchema,
  cookies: z.strictObject({}).optional(),
  body: z
    .union([
      z.string().transform((data) => Buffer.from(data)),
      z
        .object({ encoding: z.enum(['text', 'base64']), data: z.string() })
        .transform(({ encoding, data }) => Buffer.from(data, encoding === 'text' ? 'utf8' : 'base64')),
    ])
    .default(Buffer.alloc(0)),
});

/** What a function made of a request: an answer of its own, or the request as it goes on. */
export type ViewerOutcome =
  | { readonly kind: 'answer'; readonly answer: EdgeAnswer }
  | { readonly kind: 'request'; readonly request: EdgeRequest };

/** Reads what a function returned. Throws for what CloudFront would not take ("Function validation error"). */
export function viewerOutcome(returned: unknown, original: EdgeRequest): ViewerOutcome {
  if (typeof returned === 'object' && returned !== null && 'statusCode' in returned) {
    const { statusCode, headers, body } = responseSchema.parse(returned);
    return { kind: 'answer', answer: { status: statusCode, headers: headersOf(headers), body } };
  }
  const request = requestSchema.parse(returned);
  if (request.method !== original.method) throw new Error('a function cannot change the method');
  return { kind: 'request', request: changed(original, request) };
}

function changed(original: EdgeRequest, request: z.infer<typeof requestSchema>): EdgeRequest {
  const unseen = Object.entries(original.headers).filter(
    ([name]) => OF_THE_CONNECTION.includes(name) && name !== 'cookie',
  );
  const cookies = joined(request.cookies, '; ');
  return {
    ...original,
    uri: request.uri,
    query: sameQuery(original.query, request.querystring) ? original.query : joined(request.querystring, '&'),
    headers: {
      ...Object.fromEntries(unseen),
      ...headersOf(request.headers),
      ...(cookies === '' ? {} : { cookie: [cookies] }),
    },
  };
}

const sameQuery = (query: string, values: EventValues): boolean =>
  JSON.stringify(valuesOf(pairsOf(query, '&'))) === JSON.stringify(values);

const all = ({ value, multiValue }: EventValue): string[] =>
  multiValue === undefined ? [value] : multiValue.map((each) => each.value);

function headersOf(values: EventValues): Headers {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name.toLowerCase(), all(value)] as const),
  );
}

function joined(values: EventValues, separator: string): string {
  const parts = Object.entries(values).flatMap(([name, value]) =>
    all(value).map((each) => (each === '' ? name : `${name}=${each}`)),
  );
  return parts.join(separator);
}
