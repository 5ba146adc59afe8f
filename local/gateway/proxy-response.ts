import { z } from 'zod';
import { type GatewayAnswer } from './answer';
import { type CallIds } from './context';

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** What a function may return
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format);
 * an unknown member makes the answer malformed there, too. */
const proxyResponseSchema = z.strictObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** A function's answer, or why API Gateway would call it malformed. */
export type ProxyResponse =
  | { readonly kind: 'answer'; readonly answer: GatewayAnswer }
  | { readonly kind: 'malformed'; readonly problem: string };

/** Names that differ only in case are one header; values of both members are sent. */
function mergedHeaders(response: z.infer<typeof proxyResponseSchema>): Record<string, string[]> {
  const merged: Record<string, string[]> = {};
  const singles = Object.entries(response.headers ?? {}).map(([name, value]) => [name, [value]] as const);
  for (const [name, values] of [...singles, ...Object.entries(response.multiValueHeaders ?? {})]) {
    const known = (merged[name.toLowerCase()] ??= []);
    known.push(...values.filter((value) => !known.includes(value)));
  }
  return merged;
}

/** Turns what a function returned into an HTTP answer. */
export function toAnswer(payload: unknown, ids: CallIds): ProxyResponse {
  const parsed = proxyResponseSchema.safeParse(payload);
  if (!parsed.success) return { kind: 'malformed', problem: z.prettifyError(parsed.error) };
  const { statusCode, body, isBase64Encoded } = parsed.data;
  return {
    kind: 'answer',
    answer: {
      status: statusCode,
      headers: {
        'content-type': ['application/json'],
        'x-amzn-requestid': [ids.requestId],
        'x-amzn-trace-id': [ids.traceId],
        ...mergedHeaders(parsed.data),
      },
      body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
    },
  };
}
