import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orderIdOf } from '../../lambdas/domain/orders/identity';
import { type OrderRequest } from '../../tools/client/shopper';
import { connectToCloud } from '../support/cloud';
import { cancel } from '../support/cancelling';
import { mailsOf } from '../support/crash-drill';
import { newKey, newSku, orderOf, sell } from '../support/shop';

const cloud = connectToCloud();
const SKU = newSku('MESSAGES');
beforeAll(() => sell(cloud, SKU, 100));
afterEach(() => cloud.putFaults({}));
afterAll(() => cloud.close());

/** Nobody else in any test has these. */
const EMAIL = `${newKey()}@example.com`;
const PHONE = '+447700900777';

const checkout = (token: string, phone?: string): OrderRequest => ({
  lines: [{ sku: SKU, quantity: 1 }],
  customer: { email: EMAIL, name: 'Ada Quizzical', ...(phone !== undefined && { phone }) },
  payment: { token },
});

/** `channel template` of every message of an order, in order. */
async function toldOf(orderId: string): Promise<string[]> {
  const mails = await mailsOf(cloud);
  return mails
    .filter((mail) => mail.orderId === orderId)
    .map(({ channel, template }) => `${channel} ${template}`)
    .sort();
}

/**
 * Looks until the worker has told so much. It is not always before the outage ends: an order that is paid when the worker
 * comes to it is told that alone.
 */
async function untilTold(orderId: string, messages: readonly string[]): Promise<void> {
  const told = await toldOf(orderId);
  if (!messages.every((message) => told.includes(message))) await untilTold(orderId, messages);
}

/** Ends whatever fails but for `faults`, and has all that is owed done. */
async function settle(faults: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await cloud.putFaults(faults);
  expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
}

const OUTAGE = { payments: { mode: 'error', latencyMs: 0, rate: 1 } };

/** Places an order while the payment provider fails, as it goes on to do, so that it stays pending. */
async function placePending(phone?: string) {
  await cloud.putFaults(OUTAGE);
  return orderOf(await cloud.shopper(0).placeOrder(newKey(), checkout('pm_card_visa', phone)));
}

it('a confirmed order is told by e-mail, before the answer leaves', async () => {
  const { orderId } = orderOf(await cloud.shopper(0).placeOrder(newKey(), checkout('pm_card_visa')));
  expect(await toldOf(orderId)).toEqual(['email order-confirmed']);
});

it('and by SMS where a phone was given', async () => {
  const { orderId } = orderOf(await cloud.shopper(1).placeOrder(newKey(), checkout('pm_card_visa', PHONE)));
  expect(await toldOf(orderId)).toEqual(['email order-confirmed', 'sms order-confirmed']);
});

it('a declined payment is told', async () => {
  const key = newKey();
  const declined = checkout('pm_card_visa_chargeDeclined', PHONE);
  const answer = await cloud.shopper(0).placeOrder(key, declined);
  expect(answer).toMatchObject({ kind: 'refused', status: 402 });
  expect(await toldOf(orderIdOf(key))).toEqual(['email payment-declined', 'sms payment-declined']);
});

it('an order that is pending is told that it is recorded, and after the outage that it is confirmed', async () => {
  const { orderId } = await placePending(PHONE);
  await untilTold(orderId, ['email order-recorded', 'sms order-recorded']);
  await settle();
  const told = ['email order-confirmed', 'email order-recorded', 'sms order-confirmed', 'sms order-recorded'];
  expect(await toldOf(orderId)).toEqual(told);
});

it('an order that was cancelled while it was pending is told so, whether it was told before or not', async () => {
  const order = await placePending(PHONE);
  expect(await cancel(cloud, 0, order)).toMatchObject({ status: 202 });
  await settle();
  const told = await toldOf(order.orderId);
  const ends = told.filter((each) => !each.endsWith('order-recorded'));
  expect(ends).toEqual(['email order-cancelled', 'sms order-cancelled']);
  expect(new Set(told).size).toBe(told.length);
});

it('an order that was cancelled after it was confirmed is told of its refund', async () => {
  const order = orderOf(await cloud.shopper(0).placeOrder(newKey(), checkout('pm_card_visa', PHONE)));
  expect(await cancel(cloud, 0, order)).toMatchObject({ status: 202 });
  await settle();
  const told = ['email order-confirmed', 'email order-refunded', 'sms order-confirmed', 'sms order-refunded'];
  expect(await toldOf(order.orderId)).toEqual(told);
});

it('messages arrive once although SQS delivers every message twice', async () => {
  const duplicates = { sqs: { duplicateRate: 1 } };
  await cloud.putFaults({ ...OUTAGE, ...duplicates });
  const { orderId } = orderOf(await cloud.shopper(0).placeOrder(newKey(), checkout('pm_card_visa')));
  await untilTold(orderId, ['email order-recorded']);
  await settle(duplicates);
  expect(await toldOf(orderId)).toEqual(['email order-confirmed', 'email order-recorded']);
});

it('the logs of the functions hold nothing of the shopper', () => {
  const logs = join(__dirname, '..', '..', '.holdfast', 'logs');
  const files = readdirSync(logs, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  expect(files.length).toBeGreaterThan(5);
  const text = files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')).join('\n');
  expect(text).toContain('MessagesSent');
  for (const personal of [EMAIL, PHONE.slice(1), 'Quizzical']) expect(text).not.toContain(personal);
});
