import { type Messages, type SendResult } from '../../../lambdas/domain/messages/messages';
import { CorruptRecord } from '../../../lambdas/domain/errors';
import { discharge, publishEvents } from '../../../lambdas/domain/orders/discharge';
import { type Order, type OrderDetails } from '../../../lambdas/domain/orders/order';
import { type Owed } from '../../../lambdas/domain/orders/owed';
import { Shop } from '../shop';

const PHONE = { customer: { email: 'ann@example.com', phone: '+441632960000' } };
const EVERYTHING: Owed[] = ['OrderPlaced', 'OrderConfirmed', 'email:order-confirmed', 'sms:order-confirmed'];

let shop: Shop;
let order: Order;
let details: OrderDetails;
beforeEach(async () => {
  shop = new Shop().stock('A', 5);
  const placed = await shop.order(PHONE);
  details = await shop.deps().orders.details(placed);
  order = { ...placed, owes: EVERYTHING };
  shop.points.length = 0;
});

const answering = (result: SendResult): Messages => ({ send: async () => result });
const calls = (name: string) => shop.points.filter((point) => point === `${name}:before`).length;

it('tells everything and owes nothing: all events in one call, one message a channel', async () => {
  expect(await discharge(shop.deps(), order, details)).toEqual([]);
  expect([calls('events.publish'), calls('messages.email'), calls('messages.sms')]).toEqual([1, 1, 1]);
});

it('calls nobody when nothing is owed', async () => {
  expect(await discharge(shop.deps(), { ...order, owes: [] }, details)).toEqual([]);
  expect(shop.points).toEqual([]);
});

it('owes all events still when the bus failed, and sends the messages all the same', async () => {
  shop.lose('events.publish:before');
  expect(await discharge(shop.deps(), order, details)).toEqual(['OrderPlaced', 'OrderConfirmed']);
  expect(calls('messages.email')).toBe(1);
});

it.each(['email', 'sms'] as const)('owes no more than the %s that was not taken', async (channel) => {
  shop.lose(`messages.${channel}:before`);
  expect(await discharge(shop.deps(), order, details)).toEqual([`${channel}:order-confirmed`]);
});

it.each<[SendResult, Owed[]]>([
  [{ kind: 'sent' }, []],
  [{ kind: 'undeliverable', reason: 'the address is refused' }, []],
  [{ kind: 'unavailable', reason: 'throttled' }, ['email:order-confirmed']],
])('after the answer %j owes %j', async (result, left) => {
  const email = answering(result);
  const deps = { ...shop.deps(), messages: { email, sms: answering({ kind: 'sent' }) } };
  expect(await discharge(deps, order, details)).toEqual(left);
});

it('sends no text message to a shopper who gave no number, and owes it no longer', async () => {
  const customer = { email: 'ann@example.com' };
  expect(await discharge(shop.deps(), order, { ...details, customer })).toEqual([]);
  expect(calls('messages.sms')).toBe(0);
});

it('publishes without the messages where only events may be told', async () => {
  expect(await publishEvents(shop.deps(), order)).toEqual([]);
  expect(shop.points).toEqual(['events.publish:before', 'events.publish:after']);
});

it('lets surprises through', async () => {
  shop.at('events.publish:before', () => Promise.reject(new CorruptRecord('not ours')));
  await expect(discharge(shop.deps(), order, details)).rejects.toThrow(CorruptRecord);
});
