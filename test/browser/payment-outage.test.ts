import { texts } from '../../web/texts';
import { stockOf } from '../support/shop';
import { expectSoldOnce, mailsFor, settle, toldOf } from './support/behind';
import { offer } from './support/goods';
import {
  button,
  fillIn,
  goToCheckout,
  heading,
  orderIdOnPage,
  placeButton,
  pounds,
  prepareOrder,
  putIntoCart,
  untilConfirmed,
} from './support/steps';
import { openStorefront, type Shopping } from './support/storefront';

const { test } = openStorefront();

const PAYMENT_DOWN = { payments: { mode: 'error', latencyMs: 0, rate: 1 } };

/** Orders while payment fails, up to the order's page. Answers with the order's id. */
async function orderInOutage({ page, cloud }: Shopping): Promise<string> {
  await cloud.putFaults(PAYMENT_DOWN);
  await placeButton(page).click();
  await heading(page, texts.order.status.payment_pending).waitFor();
  return orderIdOnPage(page);
}

test('an order is recorded while payment is down; its page turns to confirmed by itself, a coupon comes by mail and is taken', async (shopping) => {
  const { page, cloud, watch } = shopping;
  const goods = await offer(cloud, { name: 'Ship Clock', price: 10_000, stock: 9 });
  await prepareOrder(shopping, goods);
  const orderId = await orderInOutage(shopping);
  await page.getByText(texts.order.pendingAdvice).waitFor();
  await page.getByText(texts.order.watching).waitFor();
  expect(await stockOf(cloud, goods.sku)).toMatchObject({ held: 1, sold: 0 });

  await cloud.putFaults({});
  await settle(cloud);
  await untilConfirmed(page);
  await expectSoldOnce(cloud, { sku: goods.sku, orderId, quantity: 1, paid: 10_000 });

  expect(await toldOf(cloud, orderId)).toEqual(['email order-confirmed', 'email order-recorded']);

  const mails = await mailsFor(cloud, orderId);
  const confirmation = mails.find(({ template }) => template === 'order-confirmed')?.body ?? '';
  const [code = 'no code in the mail'] = /THANKS\d+[-A-Z0-9]+/.exec(confirmation) ?? [];

  await putIntoCart(page, goods);
  await goToCheckout(page);
  await fillIn(page, watch);
  await page.getByLabel(texts.checkout.fields.coupon).fill(code);
  await placeButton(page).click();
  await heading(page, texts.price.couponTitle).waitFor();
  await page.getByText(texts.price.coupon(pounds(9_000), pounds(1_000))).waitFor();
  await button(page, texts.price.confirm(pounds(9_000))).click();
  await untilConfirmed(page);
  await page.getByRole('row', { name: texts.order.discount(code) }).waitFor();
});

test('a card that is declined after the outage ends the order, and the page tells', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Fog Horn', price: 4_400, stock: 3 });
  await prepareOrder(shopping, goods, { card: 'pm_card_visa_chargeDeclined' });
  await orderInOutage(shopping);
  await cloud.putFaults({});
  await settle(cloud);
  await heading(page, texts.order.status.cancelled).waitFor();
  expect(await stockOf(cloud, goods.sku)).toMatchObject({ available: 3, held: 0, sold: 0 });
});

test('a pending order is cancelled by the shopper and never charged', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Bilge Pump', price: 3_100, stock: 3 });
  await prepareOrder(shopping, goods);
  const orderId = await orderInOutage(shopping);
  await button(page, texts.order.cancel).click();
  await button(page, texts.order.cancelYes).click();
  await heading(page, new RegExp(`${texts.order.status.stopping}|${texts.order.status.cancelled}`)).waitFor();
  await cloud.putFaults({});
  await settle(cloud);
  await heading(page, texts.order.status.cancelled, 2).waitFor();
  expect(await toldOf(cloud, orderId)).toContain('email order-cancelled');
  await page.getByText(pounds(3_100)).first().waitFor();
  expect(await stockOf(cloud, goods.sku)).toMatchObject({ available: 3, held: 0, sold: 0 });
});
