/**
 * A history as a file: JSON Lines, the first a header. A request that changes something has two lines, one when it
 * is sent and one when it is answered, so that it is known of even if the recorder dies in between; a read has one.
 * Both parts carry the request's `id`. Times are milliseconds of the recording process's one monotonic clock,
 * from the start of the recording.
 *
 * No personal data and no tokens are in it: of an order's body only its lines, and whether it is the same body as
 * before under that key.
 */
import { z } from 'zod';

const id = z.int().positive();
const time = z.number().nonnegative();
const units = z.int();
const common = { id, region: z.string(), sent: time };

/** The first line. */
export const headerLine = z.object({
  history: z.literal('holdfast'),
  version: z.literal(1),
  /** What made it: `replay`, `drill`. */
  tool: z.string(),
  /** Wall clock at time 0, ISO 8601. */
  startedAt: z.string(),
  /** No Idempotency-Key in it was used before. */
  newKeys: z.boolean(),
});

/** What was asked, by kind of request. */
export const askPart = z.discriminatedUnion('op', [
  z.object({
    ...common,
    op: z.literal('place'),
    key: z.string(),
    /** The same number for the same body under this key, from 1. */
    body: z.int().positive(),
    /** SKU and quantity. */
    lines: z.array(z.tuple([z.string(), units])),
  }),
  z.object({ ...common, op: z.literal('show'), orderId: z.string() }),
  z.object({ ...common, op: z.literal('cancel'), orderId: z.string() }),
  z.object({
    ...common,
    op: z.literal('receive'),
    sku: z.string(),
    receiptId: z.string(),
    /** Negative when units are withdrawn. */
    quantity: units,
  }),
  z.object({ ...common, op: z.literal('stock'), sku: z.string() }),
  z.object({ ...common, op: z.literal('settle') }),
]);

/** Order states as the contract shows them. */
export const orderStatus = z.enum(['payment_pending', 'confirmed', 'cancelled', 'refunding', 'refunded']);

/** An order as an answer shows it; SKU, quantity and unit price of each line, money in minor units. */
export const orderPart = z.object({
  id: z.string(),
  status: orderStatus,
  lines: z.array(z.tuple([z.string(), units, z.int()])),
  total: z.int(),
  currency: z.string(),
});

/** Stock as an operator's read shows it, in units. */
export const stockPart = z.object({
  received: units,
  withdrawn: units,
  available: units,
  held: units,
  sold: units,
});

/** A line of an order that could not be had. */
export const shortPart = z.object({ sku: z.string(), requested: units, available: units });

/** What came back. */
export const answerPart = z.object({
  id,
  answered: time,
  status: z.int(),
  /** A problem's stable code. */
  code: z.string().optional(),
  /** The order, or the receipt, was there already. */
  replayed: z.boolean().optional(),
  order: orderPart.optional(),
  stock: stockPart.optional(),
  short: z.array(shortPart).optional(),
  mayReturn: z.boolean().optional(),
  settled: z.boolean().optional(),
});

/** No answer came, or none that can be read: the request may have taken effect, or may still. */
export const lostPart = z.object({
  id,
  /** When it was given up. */
  answered: time,
  lost: z.string(),
});

export type Header = z.infer<typeof headerLine>;
export type AskPart = z.infer<typeof askPart>;
export type AnswerPart = z.infer<typeof answerPart>;
export type LostPart = z.infer<typeof lostPart>;
export type OrderPart = z.infer<typeof orderPart>;
export type OrderStatus = z.infer<typeof orderStatus>;
export type StockPart = z.infer<typeof stockPart>;

/** What a request asks for, before it is numbered and timed. */
export type Question = DistributiveOmit<AskPart, keyof typeof common>;

/** What an answer says, before it is numbered and timed. */
export type Reply = Omit<AnswerPart, 'id' | 'answered'> | Omit<LostPart, 'id' | 'answered'>;

type DistributiveOmit<T, K extends string> = T extends unknown ? Omit<T, K> : never;
