import { texts } from '../../web/texts';
import { stockOf } from '../support/shop';
import { expectSoldOnce, settle, toldOf } from './support/behind';
import { offer } from './support/goods';
import {
  button,
  cartLink,
  fillIn,
  untilInCart,
  heading,
  placeButton,
  pounds,
  prepareOrder,
  untilConfirmed,
} from './support/steps';
import { openStorefront } from './support/storefront';

const { test } = openStorefront();

test('a shopper searches, orders and pays; the goods are sold and a message is sent', async ({
  page,
  cloud,
  watch,
}) => {
  const goods = await offer(cloud, { name: 'Brass Compass', price: 1_250, stock: 7 });
  await page.goto('/');
  await heading(page, texts.products.title, 1).waitFor();

  await page.getByRole('searchbox').fill(goods.name.toLowerCase());
  await page.getByRole('searchbox').press('Enter');
  await heading(page, texts.products.found(goods.name.toLowerCase()), 1).waitFor();
  await page.getByRole('main').getByRole('link', { name: goods.name }).click();

  await heading(page, goods.name, 1).waitFor();
  await page.getByText(pounds(1_250)).waitFor();
  await page.getByText(texts.product.availability.in_stock).waitFor();
  await button(page, texts.quantity.more(goods.name)).click();
  await button(page, texts.product.add).click();
  await untilInCart(page, 2);
  await cartLink(page).click();

  await heading(page, texts.cart.title, 1).waitFor();
  await page.getByText(pounds(2_500)).first().waitFor();
  await page.getByRole('link', { name: texts.cart.checkout }).click();
  await fillIn(page, watch);
  await button(page, texts.checkout.place(pounds(2_500))).click();

  const orderId = await untilConfirmed(page);
  await page.getByText(texts.order.number(orderId)).waitFor();
  await page.getByRole('row', { name: goods.name }).waitFor();
  await untilInCart(page, 0);
  await expectSoldOnce(cloud, { sku: goods.sku, orderId, quantity: 2, paid: 2_500 });
  expect(await toldOf(cloud, orderId)).toEqual(['email order-confirmed']);
});

test('an order is found again, and cancelled: the money comes back, and so do the goods', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Tide Table', price: 800, stock: 6 });
  await prepareOrder(shopping, goods);
  await placeButton(page).click();
  const orderId = await untilConfirmed(page);

  await page.goto('/orders');
  await page.getByRole('link', { name: texts.order.number(orderId) }).click();
  await button(page, texts.order.cancel).click();
  await button(page, texts.order.cancelYes).click();
  await heading(page, /cancelled/).waitFor();
  await settle(cloud);

  await heading(page, texts.order.status.refunded).waitFor();
  expect(await stockOf(cloud, goods.sku)).toMatchObject({ available: 6, sold: 0 });
});

test('what is sold out says so, and cannot be put into the cart', async ({ page, cloud }) => {
  const goods = await offer(cloud, { name: 'Ship in a Bottle', price: 5_000, stock: 0 });
  await page.goto(`/products/${goods.sku}`);
  await page.getByText(texts.product.availability.sold_out, { exact: true }).waitFor();
  expect(await button(page, texts.product.add).count()).toBe(0);
});

test('the link to an order opens it elsewhere, and its token is in no address that is sent', async (shopping) => {
  const { page, cloud, context, watch } = shopping;
  const goods = await offer(cloud, { name: 'Signal Flag', price: 900, stock: 3 });
  await prepareOrder(shopping, goods);
  const answered = page.waitForResponse((response) => response.url().endsWith('/v1/orders'));
  await placeButton(page).click();
  const orderId = await untilConfirmed(page);
  const { orderToken } = (await (await answered).json()) as { orderToken: string };
  watch.keepOutOfAddresses(orderToken);

  await page.evaluate('localStorage.clear()');
  const elsewhere = await context.newPage();
  await elsewhere.goto(`/orders/${orderId}#token=${orderToken}`);
  await heading(elsewhere, texts.order.status.confirmed).waitFor();
  expect(elsewhere.url()).not.toContain(orderToken);
});
