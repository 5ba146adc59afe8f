import { type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { readBody } from '../http/body';
import { sendJson, sendProblem } from '../http/problem';
import { type ChargeChange } from '../payments/charge-control';
import { type LedgerCharge } from '../payments/ledger';

/** Loses or doubles an order's charge; `undefined` where the provider has none of it. */
export type ChangeCharges = (change: ChargeChange) => readonly LedgerCharge[] | undefined;

const BODY_LIMIT_BYTES = 10_000;

/** Answers `POST /_local/charges`. */
export async function replyToChargeChange(
  change: ChangeCharges,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const read = await readBody(request, BODY_LIMIT_BYTES);
  const parsed = parse(read.kind === 'complete' ? read.body.toString('utf8') : '');
  if (parsed.kind === 'refused') return refuse(response, parsed.errors);
  const charges = change(parsed.change);
  if (charges === undefined) refuseUnknown(response, parsed.change.orderId);
  else sendJson(response, 200, { charges });
}

type Parsed =
  | { readonly kind: 'parsed'; readonly change: ChargeChange }
  | { readonly kind: 'refused'; readonly errors: readonly string[] };

const orderId = z
  .string({ error: 'an order id is needed' })
  .min(1, { error: 'an order id is needed' })
  .max(255, { error: 'at most 255 characters' });

const schema = z.strictObject(
  { lose: orderId.optional(), duplicate: orderId.optional() },
  {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? 'allowed are lose and duplicate' : 'not a JSON object',
  },
);

function parse(text: string): Parsed {
  const result = schema.safeParse(jsonOf(text));
  if (!result.success) {
    const errors = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
    return { kind: 'refused', errors };
  }
  const { lose, duplicate } = result.data;
  if (lose !== undefined && duplicate === undefined) {
    return { kind: 'parsed', change: { kind: 'lose', orderId: lose } };
  }
  if (duplicate !== undefined && lose === undefined) {
    return { kind: 'parsed', change: { kind: 'duplicate', orderId: duplicate } };
  }
  return { kind: 'refused', errors: ['body: one of lose and duplicate is needed'] };
}

/** `undefined`, which the schema does not take, for what is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, errors: readonly string[]): void {
  sendProblem(response, {
    status: 400,
    code: 'invalid_charges',
    title: 'What was asked for was not understood; no charge was changed',
    detail: `${errors.join('; ')}. Send {"lose": "ord_…"} or {"duplicate": "ord_…"}.`,
    errors,
  });
}

function refuseUnknown(response: ServerResponse, order: string): void {
  sendProblem(response, {
    status: 404,
    code: 'unknown_charge',
    title: 'The payment simulator has no charge of this order',
    detail: `No charge of ${order} is there that is not refunded; GET /_local/charges lists them all.`,
  });
}
