import { type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { sendJson, sendProblem } from '../http/problem';
import { type ChargeChange } from '../payments/charge-control';
import { type LedgerCharge } from '../payments/ledger';
import { type JsonRequest, readJson } from './json-request';

/** Loses or doubles an order's charge; `undefined` where the provider has none of it. */
export type ChangeCharges = (change: ChargeChange) => readonly LedgerCharge[] | undefined;

/** Answers `POST /_local/charges`. */
export async function replyToChargeChange(
  change: ChangeCharges,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parsed = changeOf(await readJson(request, schema));
  if (parsed.kind === 'refused') return refuse(response, parsed.errors);
  const charges = change(parsed.value);
  if (charges === undefined) refuseUnknown(response, parsed.value.orderId);
  else sendJson(response, 200, { charges });
}

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

function changeOf(body: JsonRequest<z.infer<typeof schema>>): JsonRequest<ChargeChange> {
  if (body.kind === 'refused') return body;
  const { lose, duplicate } = body.value;
  if (lose !== undefined && duplicate === undefined)
    return { kind: 'parsed', value: { kind: 'lose', orderId: lose } };
  if (duplicate !== undefined && lose === undefined)
    return { kind: 'parsed', value: { kind: 'duplicate', orderId: duplicate } };
  return { kind: 'refused', errors: ['body: one of lose and duplicate is needed'] };
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
