import { type OrderRequest } from '../../tools/client/shopper';
import { cancel } from '../support/cancelling';
import { connectToCloud } from '../support/cloud';
import {
  audit,
  cartOf,
  chargesOf,
  CLEAN,
  countStatuses,
  newKey,
  newSku,
  orderOf,
  sell,
  stockOf,
} from '../support/shop';

const cloud = connectToCloud();
const SKU = newSku('COUPONS');
beforeAll(() => sell(cloud, SKU, 100));
afterEach(() => cloud.putFaults({}));
afterAll(() => cloud.close());

const CODE = /THANKS10(?:-[0-9A-HJKMNP-TV-Z]{5}){3}/;

/** Three units at 500 pence, and what is left of that with 10 % off. */
const UNITS = 3;
const DISCOUNT = 150;
const TOTAL = 1_350;

const checkout = (couponCode?: string): OrderRequest => ({
  ...cartOf(SKU, UNITS),
  customer: { email: 'ada@example.com', phone: '+447700900123' },
  ...(couponCode !== undefined && { couponCode, expectedTotal: TOTAL }),
});

const place = (region: 0 | 1, request: OrderRequest) => cloud.shopper(region).placeOrder(newKey(), request);

const settle = async () => expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });

/** Bodies of an order's messages, by channel and template. */
async function told(orderId: string): Promise<Record<string, string>> {
  const answer = await cloud.control.mails();
  if (answer.kind !== 'answered') throw new Error(`no mails: ${JSON.stringify(answer)}`);
  const mails = answer.body.filter((mail) => mail.orderId === orderId);
  return Object.fromEntries(mails.map(({ channel, template, body }) => [`${channel} ${template}`, body]));
}

/** The order as its shopper sees it in the other Region. */
async function shown({ orderId, orderToken }: ReturnType<typeof orderOf>) {
  return orderOf(await cloud.shopper(1).order(orderId, orderToken));
}

it('a coupon comes with a confirmation after an outage and works once, in either Region', async () => {
  await cloud.putFaults({ payments: { mode: 'error', latencyMs: 0, rate: 1 } });
  const waited = await place(0, checkout());
  expect(waited).toMatchObject({ status: 202, body: { status: 'payment_pending', total: 1_500 } });
  await cloud.putFaults({});
  await settle();

  const messages = await told(orderOf(waited).orderId);
  const [code = 'none'] = CODE.exec(messages['email order-confirmed'] ?? '') ?? [];
  expect(messages['sms order-confirmed']).toContain(code);
  expect(await stockOf(cloud, `COUPON.${code}`)).toMatchObject({ received: 1, available: 1, sold: 0 });

  const answers = await Promise.all(([0, 1, 0, 1] as const).map((region) => place(region, checkout(code))));
  expect(countStatuses(answers)).toEqual({ 201: 1, 409: 3 });
  const refused = answers.filter((answer) => answer.kind === 'refused');
  expect(refused.map(({ problem }) => problem.code)).toEqual(Array(3).fill('coupon_used'));
  const [first] = answers.filter((answer) => answer.kind === 'answered').map(orderOf);
  if (first === undefined) throw new Error('nobody got the discount');
  expect(first).toMatchObject({ total: TOTAL, discount: DISCOUNT, couponCode: code });
  expect(await shown(first)).toMatchObject({ total: TOTAL, discount: DISCOUNT, couponCode: code });
  expect(await chargesOf(cloud, first.orderId)).toMatchObject([{ amount: TOTAL, status: 'succeeded' }]);
  expect((await told(first.orderId))['email order-confirmed']).toContain(`Coupon ${code}: -GBP 1.50`);

  expect(await cancel(cloud, 0, first)).toMatchObject({ status: 202 });
  await settle();
  const typed = ` ${code.toLowerCase()} `;
  const second = await place(1, checkout(typed));
  expect(second).toMatchObject({ status: 201, body: { total: TOTAL, couponCode: code } });
  expect(await stockOf(cloud, `COUPON.${code}`)).toMatchObject({ received: 1, available: 0, sold: 1 });
  expect(await stockOf(cloud, SKU)).toMatchObject({ available: 100 - 2 * UNITS, sold: 2 * UNITS });
  expect(await audit(cloud)).toMatchObject(CLEAN);
});

it('a coupon that nobody was given is none, and holds nothing', async () => {
  const forged = 'THANKS50-00000-00000-00000';
  const refused = { status: 400, problem: { code: 'invalid_request' } };
  expect(await place(0, { ...checkout(), couponCode: forged })).toMatchObject(refused);
  expect(await stockOf(cloud, SKU)).toMatchObject({ held: 0 });
});

it('an order that did not have to wait earns none', async () => {
  const { orderId } = orderOf(await place(0, checkout()));
  expect((await told(orderId))['email order-confirmed']).not.toContain('THANKS');
});
