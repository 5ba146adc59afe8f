import { z } from 'zod';
import { errorMessage } from '../errors';
import { readLines } from '../files';

/** The contract's bounds of an order (docs of POST /v1/orders). */
const recordedOrder = z.object({
  order: z.string().regex(/^[\x21-\x7e]{1,128}$/, 'an order number of printable characters'),
  /** Absent or null for a sale to nobody known. */
  customer: z.string().nullish(),
  lines: z
    .array(
      z.object({
        sku: z
          .string()
          .regex(/^[A-Za-z0-9._-]{1,64}$/, '1 to 64 letters, digits, dots, underscores and hyphens'),
        quantity: z.int().min(1).max(100_000),
      }),
    )
    .min(1)
    .max(1_500),
});

/** An order as a shop recorded it. */
export type RecordedOrder = z.infer<typeof recordedOrder>;

/** One line of an order file. */
export type OrderLineRead =
  | { readonly kind: 'order'; readonly order: RecordedOrder; readonly bytesRead: number }
  | { readonly kind: 'bad'; readonly line: number; readonly why: string };

/**
 * Reads orders as a stream, one JSON object a line; empty lines are skipped. An order number that came
 * before is bad: both would have one idempotency key.
 */
export async function* readOrders(path: string): AsyncGenerator<OrderLineRead, void, undefined> {
  const lineOf = new Map<string, number>();
  for await (const { number, text, bytesRead } of readLines(path)) {
    if (text.trim() === '') continue;
    const parsed = parseOrder(text);
    if (parsed.kind === 'bad') {
      yield { kind: 'bad', line: number, why: parsed.why };
      continue;
    }
    const earlier = lineOf.get(parsed.order.order);
    lineOf.set(parsed.order.order, earlier ?? number);
    if (earlier === undefined) yield { kind: 'order', order: parsed.order, bytesRead };
    else
      yield {
        kind: 'bad',
        line: number,
        why: `order ${parsed.order.order} stands on line ${earlier} already`,
      };
  }
}

type ParsedOrder = { kind: 'order'; order: RecordedOrder } | { kind: 'bad'; why: string };

function parseOrder(text: string): ParsedOrder {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: 'bad', why: `no JSON: ${errorMessage(error)}` };
  }
  const parsed = recordedOrder.safeParse(value);
  if (parsed.success) return { kind: 'order', order: parsed.data };
  return { kind: 'bad', why: parsed.error.issues.map(describeIssue).join('; ') };
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
