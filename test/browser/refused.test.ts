import { type Page } from 'playwright-core';
import { texts } from '../../web/texts';
import { cartOf, newKey, receive, statusOf, stockOf } from '../support/shop';
import { expectSoldOnce, toldOf } from './support/behind';
import { offer, setPrice } from './support/goods';
import {
  button,
  cartLink,
  chooseCard,
  goToCheckout,
  heading,
  placeButton,
  pounds,
  prepareOrder,
  untilConfirmed,
} from './support/steps';
import { openStorefront, type Shopping } from './support/storefront';

const { test } = openStorefront();

/** Somebody else buys, at the other Region. */
async function buyBeforeTheShopper({ cloud }: Shopping, sku: string, quantity: number): Promise<void> {
  expect(statusOf(await cloud.shopper(1).placeOrder(newKey(), cartOf(sku, quantity)))).toBe(201);
}

/** The keys under which the page places orders, as they are sent. */
function keysSentBy(page: Page): string[] {
  const keys: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/v1/orders'))
      keys.push(request.headers()['idempotency-key'] ?? '');
  });
  return keys;
}

test('others were quicker: the page names what is left, and the shopper takes it', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Storm Lamp', price: 2_000, stock: 5 });
  await prepareOrder(shopping, goods, { quantity: 4 });
  await buyBeforeTheShopper(shopping, goods.sku, 3);

  await button(page, texts.checkout.place(pounds(8_000))).click();
  await heading(page, texts.problems.out_of_stock.title).waitFor();
  await page.getByText(texts.stock.left(goods.name, '2', '4')).waitFor();
  await button(page, texts.stock.take).click();
  await button(page, texts.checkout.place(pounds(4_000))).click();

  const orderId = await untilConfirmed(page);
  await expectSoldOnce(cloud, { sku: goods.sku, orderId, quantity: 5, paid: 4_000 });
});

test('what was refused is not said over another cart', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Bilge Pump', price: 2_000, stock: 5 });
  await prepareOrder(shopping, goods, { quantity: 4 });
  await buyBeforeTheShopper(shopping, goods.sku, 3);
  await placeButton(page).click();
  await heading(page, texts.problems.out_of_stock.title).waitFor();

  await cartLink(page).click();
  await page.getByLabel(texts.quantity.of(goods.name)).fill('1');
  await page.getByLabel(texts.quantity.of(goods.name)).press('Enter');
  await goToCheckout(page);
  await button(page, texts.checkout.place(pounds(2_000))).waitFor();
  expect(await heading(page, texts.problems.out_of_stock.title).count()).toBe(0);
});

test('the last one is gone: the page says so, and leaves an empty cart behind', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Figurehead', price: 90_000, stock: 1 });
  await prepareOrder(shopping, goods);
  await buyBeforeTheShopper(shopping, goods.sku, 1);

  await placeButton(page).click();
  await page.getByText(texts.stock.none(goods.name)).waitFor();
  await button(page, texts.stock.removeAll).click();
  await page.getByText(texts.checkout.empty).waitFor();
  expect(await stockOf(cloud, goods.sku)).toMatchObject({ sold: 1, available: 0, held: 0 });
});

test('new units arrive in time: trying again is enough', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Anchor', price: 3_000, stock: 1 });
  await prepareOrder(shopping, goods);
  await buyBeforeTheShopper(shopping, goods.sku, 1);
  await placeButton(page).click();
  await page.getByText(texts.stock.none(goods.name)).waitFor();
  await receive(cloud, goods.sku, 1);
  await button(page, texts.stock.tryAgain).click();
  const orderId = await untilConfirmed(page);
  await expectSoldOnce(cloud, { sku: goods.sku, orderId, quantity: 2, paid: 3_000 });
});

test('a price that changed is shown, and charged only after it was confirmed', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Sextant', price: 10_000, stock: 3 });
  await prepareOrder(shopping, goods);
  await setPrice(cloud, goods, 12_000);

  await button(page, texts.checkout.place(pounds(10_000))).click();
  await heading(page, texts.problems.price_changed.title).waitFor();
  await page.getByText(texts.price.newTotal(pounds(12_000), pounds(10_000))).waitFor();
  expect(await stockOf(cloud, goods.sku)).toMatchObject({ sold: 0, held: 0 });

  await button(page, texts.price.confirm(pounds(12_000))).click();
  const orderId = await untilConfirmed(page);
  await expectSoldOnce(cloud, { sku: goods.sku, orderId, quantity: 1, paid: 12_000 });
});

test('a declined card is followed by another under a new key, and one order', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Log Line', price: 1_500, stock: 3 });
  const keys = keysSentBy(page);
  await prepareOrder(shopping, goods, { card: 'pm_card_visa_chargeDeclined' });

  await placeButton(page).click();
  await heading(page, texts.problems.payment_declined.title).waitFor();
  await chooseCard(page, 'pm_card_mastercard');
  await placeButton(page).click();

  const orderId = await untilConfirmed(page);
  expect(new Set(keys).size).toBe(2);
  await expectSoldOnce(cloud, { sku: goods.sku, orderId, quantity: 1, paid: 1_500 });
  expect(await toldOf(cloud, orderId)).toEqual(['email order-confirmed']);
});

test('a throttled order waits as long as the shop says, counts down, and goes on under its key', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Barometer', price: 4_000, stock: 3 });
  const keys = keysSentBy(page);
  await prepareOrder(shopping, goods);
  await page.route(
    '**/v1/orders',
    (route) =>
      route.fulfill({
        status: 429,
        headers: { 'retry-after': '3' },
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'about:blank', title: 'Too many', status: 429, code: 'throttled' }),
      }),
    { times: 1 },
  );

  await placeButton(page).click();
  await heading(page, texts.sending.throttled.title).waitFor();
  await page.getByText(texts.sending.countdown(2)).waitFor();
  await page.getByText(texts.sending.countdown(1)).waitFor();

  const orderId = await untilConfirmed(page);
  expect(keys).toEqual([keys[0], keys[0]]);
  await expectSoldOnce(cloud, { sku: goods.sku, orderId, quantity: 1, paid: 4_000 });
});

test('a product that left the shop is taken out of the order', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Oilskin', price: 6_000, stock: 3 });
  await prepareOrder(shopping, goods);
  await page.route('**/v1/orders', (route) =>
    route.fulfill({
      status: 404,
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: 'Unknown', status: 404, code: 'unknown_product', skus: [goods.sku] }),
    }),
  );
  await placeButton(page).click();
  await heading(page, texts.problems.unknown_product.title).waitFor();
  expect(await placeButton(page).count()).toBe(0);
  await cartLink(page).click();
  await page.getByText(texts.cart.unknown_product).waitFor();
});

test('parts of a page that the shop leaves out are named, and the rest is there', async ({ page, cloud }) => {
  const goods = await offer(cloud, { name: 'Spyglass', price: 7_500, stock: 3 });
  await page.route(`**/v1/products/${goods.sku}`, async (route) => {
    const response = await route.fetch();
    const { availability: _, ...product } = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: { ...product, degraded: ['availability', 'reviews'] } });
  });
  await page.goto(`/products/${goods.sku}`);
  await page.getByText(texts.degraded.availability).waitFor();
  await page.getByText(texts.degraded.reviews).waitFor();
  await button(page, texts.product.add).click();
  await page.getByText(texts.product.inCart('1')).waitFor();
});
