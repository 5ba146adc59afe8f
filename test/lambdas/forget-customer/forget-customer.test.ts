import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { forgetFunction } from '../../../lambdas/forget-customer/forget-customer';
import { lambdaContext } from '../support/events';
import { memoryShop, type MemoryShop, orderBody, sell } from '../support/shop';

const CUSTOMER = 'Ada@Example.com';
const ALLOWED = 'allowed: an e-mail address, or a phone number with its country, such as +442079460000';

let shop: MemoryShop;
beforeEach(async () => {
  shop = memoryShop();
  await sell(shop, 'mug', 300);
});

async function place(key: string): Promise<string> {
  const { payment, ...body } = orderBody({ sku: 'mug', quantity: 1 });
  await placeOrder(shop.deps, { ...body, idempotencyKey: key, paymentToken: payment.token });
  return orderIdOf(key);
}

const invoke = (event: unknown) => {
  const { orders, personalData } = shop.stores;
  const forget = { orders, personalData, clock: shop.clock };
  return forgetFunction({ forget, telemetry: shop.telemetry })(event, lambdaContext());
};

it('erases, and says what it did', async () => {
  const orderId = await place('key-1');

  expect(await invoke({ customer: CUSTOMER, erase: true, undelivered: true })).toEqual({
    done: true,
    seen: 1,
    erased: [orderId],
    leftOver: 0,
    notYet: [],
  });
  expect(JSON.stringify([...shop.ledger.details.values()])).not.toMatch(/ada|lovelace|SW1Y/i);
});

it('leaves orders whose goods are still to be delivered, unless it is told otherwise', async () => {
  const orderId = await place('key-1');
  expect(await invoke({ customer: CUSTOMER, erase: true })).toMatchObject({
    done: true,
    erased: [],
    notYet: [{ orderId, why: 'undelivered' }],
  });
});

it('only looks when it is not to erase', async () => {
  const orderId = await place('key-1');
  expect(await invoke({ customer: CUSTOMER, erase: false, undelivered: true })).toMatchObject({
    erased: [orderId],
  });
  expect(JSON.stringify([...shop.ledger.details.values()])).toContain('ada@example.com');
});

it('stops after some seconds, and goes on from its cursor', async () => {
  for (let n = 0; n < 120; n++) await place(`key-${n}`);
  const { personalData } = shop.stores;
  const scan = personalData.scan.bind(personalData);
  personalData.scan = async (cursor) => {
    shop.clock.advance(10_000);
    return scan(cursor);
  };
  const first = await invoke({ customer: CUSTOMER, erase: true, undelivered: true });
  expect(first).toMatchObject({ done: false, seen: 100, cursor: expect.any(String) as string });
  const { cursor } = first as { cursor: string };
  expect(await invoke({ customer: CUSTOMER, erase: true, undelivered: true, cursor })).toMatchObject({
    done: true,
    seen: 20,
  });
});

it('is not done when the table gives no answer', async () => {
  shop.broken.add('personalData.scan');
  expect(await invoke({ customer: CUSTOMER, erase: true })).toMatchObject({
    done: false,
    waitingFor: 'personalData.scan is broken',
  });
});

it.each<[unknown, string]>([
  [{ customer: 'ada', erase: true }, `customer: found a string of 3 characters; ${ALLOWED}`],
  [{ customer: 7, erase: true }, `customer: found 7; ${ALLOWED}`],
  [{ customer: CUSTOMER }, 'erase: found nothing; allowed: a value of type boolean'],
  [{ customer: CUSTOMER, erase: true, all: true }, 'all: unknown field; leave it out'],
  [
    { customer: CUSTOMER, erase: true, cursor: '' },
    'cursor: found a string of 0 characters; allowed: at least 1 character',
  ],
  [null, 'event: found null; allowed: an object'],
])('%j is refused, and told what is wrong', async (event, error) => {
  expect(await invoke(event)).toEqual({ error });
});

it('logs figures, and never whom it was asked to forget', async () => {
  await place('key-1');
  await invoke({ customer: CUSTOMER, erase: false });
  await invoke({ customer: CUSTOMER, erase: true, undelivered: true });
  await invoke({ customer: 'ada(at)example.com', erase: true });
  expect(shop.telemetry.lines).toMatchObject([
    { message: 'personal data looked for', fields: { seen: 1, erased: 0, notYet: 1 } },
    { message: 'personal data erased', fields: { seen: 1, erased: 1, notYet: 0 } },
  ]);
  expect(shop.telemetry.text).not.toMatch(/ada|lovelace/i);
  expect(shop.telemetry.ended).toBe(3);
});
