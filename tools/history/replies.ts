import { z } from 'zod';
import { type HttpOutcome } from '../client/http';
import { type OrderPart, orderStatus, type Question, type Reply, shortPart, stockPart } from './format';

type Answered = Extract<HttpOutcome, { kind: 'answered' }>;

/** An order in an answer to POST and GET. */
const orderBody = z.object({
  orderId: z.string(),
  status: orderStatus,
  lines: z.array(z.object({ sku: z.string(), quantity: z.int(), price: z.int() })),
  total: z.int(),
  currency: z.string(),
});
const shortBody = z.object({ lines: z.array(shortPart), mayReturn: z.boolean() });
const receiptBody = z.object({ replayed: z.boolean() });
const settledBody = z.object({ settled: z.boolean() });
const problemBody = z.object({ code: z.string() });

/** What a history keeps of the outcome of a request. */
export function replyTo({ op }: Question, outcome: HttpOutcome): Reply {
  if (outcome.kind === 'unreachable') return { lost: outcome.reason };
  const { status } = outcome;
  const body = parse(outcome.body);
  const expectsMore = status < 300 || status === 402;
  if (!expectsMore) return { status, ...refusalOf(body) };
  const parts = READERS[op](outcome, body);
  return parts === null ? { lost: `unintelligible_${status}` } : { status, ...codeOf(body), ...parts };
}

type Parts = Omit<Exclude<Reply, { lost: string }>, 'status' | 'code'>;

const READERS: Record<Question['op'], (answer: Answered, body: unknown) => Parts | null> = {
  place: ({ status, headers }, body) => {
    // In a problem `status` is the answer's own; what is declined is over.
    const order = orderOf(status === 402 ? { ...object(body), status: 'cancelled' } : body);
    return order && { order, replayed: headers['idempotency-replayed'] === 'true' };
  },
  show: (_, body) => withOrder(body),
  cancel: (_, body) => withOrder(body),
  receive: (_, body) => receiptBody.safeParse(body).data ?? null,
  stock: (_, body) => {
    const { data: stock } = stockPart.safeParse(body);
    return stock === undefined ? null : { stock };
  },
  settle: (_, body) => settledBody.safeParse(body).data ?? null,
};

function withOrder(body: unknown): Parts | null {
  const order = orderOf(body);
  return order && { order };
}

function orderOf(body: unknown): OrderPart | null {
  const { data } = orderBody.safeParse(body);
  if (data === undefined) return null;
  const { orderId, status, lines, total, currency } = data;
  return {
    id: orderId,
    status,
    lines: lines.map(({ sku, quantity, price }) => [sku, quantity, price]),
    total,
    currency,
  };
}

/** A refusal's code, and for goods that are sold out which ones. */
function refusalOf(body: unknown): Omit<Parts, 'order'> & { code?: string } {
  const { data } = shortBody.safeParse(body);
  return { ...codeOf(body), ...(data && { short: data.lines, mayReturn: data.mayReturn }) };
}

const codeOf = (body: unknown): { code?: string } => problemBody.safeParse(body).data ?? {};

const object = (body: unknown): object => (typeof body === 'object' && body !== null ? body : {});

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
