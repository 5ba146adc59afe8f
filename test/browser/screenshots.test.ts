import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { texts } from '../../web/texts';
import { type TestCloud } from '../support/cloud';
import { cartOf, newKey, statusOf } from '../support/shop';
import { settleWhatIsSeen } from './support/same-every-time';
import {
  button,
  cartLink,
  fillIn,
  goToCheckout,
  heading,
  placeButton,
  putIntoCart,
  untilConfirmed,
} from './support/steps';
import { type Device, openStorefront, type Shopping } from './support/storefront';

/**
 * Not a test: `npm run screenshots` takes the pictures of docs/storefront.md. They are of the catalogue that
 * `npm start` brings in.
 */

const { test } = openStorefront();
const IMAGES = join(__dirname, '..', '..', 'docs', 'images');
const MAX_BYTES = 150_000;

const PHONE: Device = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const LANTERN = { sku: 'LANTERN-OAK', name: 'Oak Storm Lantern' };
const CLOCK = { sku: 'CLOCK-TIDE', name: 'Brass Tide Clock' };
const MUG = { sku: 'MUG-SLATE', name: 'Slate Stoneware Mug' };

/** Takes a picture of a page that is at rest. */
async function picture(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  mkdirSync(IMAGES, { recursive: true });
  const path = join(IMAGES, `${name}.png`);
  await page.screenshot({ path, fullPage, animations: 'disabled' });
  expect(statSync(path).size).toBeLessThan(MAX_BYTES);
}

const shoot = (name: string, run: (shopping: Shopping) => Promise<void>, device?: Device): void =>
  test(
    name,
    async (shopping) => {
      await settleWhatIsSeen(shopping.context, name);
      await run(shopping);
    },
    device,
  );

/** Up to the button that places an order of a lantern and two mugs. */
async function fillCheckout({ page, watch }: Shopping): Promise<void> {
  await putIntoCart(page, MUG, 2);
  await putIntoCart(page, LANTERN);
  await goToCheckout(page);
  await fillIn(page, watch);
}

const lose = (cloud: TestCloud, ...regions: string[]): Promise<void> =>
  cloud.putFaults({ regions: Object.fromEntries(regions.map((region) => [region, 'down'])) });

const showProducts = async ({ page }: Shopping): Promise<void> => {
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: LANTERN.name }).waitFor();
};

shoot('products', async (shopping) => {
  await showProducts(shopping);
  await picture(shopping.page, 'products');
});

shoot(
  'products on a phone',
  async (shopping) => {
    await showProducts(shopping);
    await picture(shopping.page, 'products-phone');
  },
  PHONE,
);

shoot('product', async ({ page }) => {
  await page.goto(`/products/${CLOCK.sku}`);
  await page.getByText(texts.product.availability.low_stock).waitFor();
  await picture(page, 'product');
});

shoot('cart', async ({ page }) => {
  await putIntoCart(page, MUG, 2);
  await putIntoCart(page, LANTERN);
  await cartLink(page).click();
  await page.getByText(texts.cart.included).waitFor();
  await picture(page, 'cart');
});

shoot('checkout', async (shopping) => {
  await fillCheckout(shopping);
  await picture(shopping.page, 'checkout', { fullPage: true });
});

shoot(
  'checkout on a phone',
  async (shopping) => {
    await fillCheckout(shopping);
    await picture(shopping.page, 'checkout-phone', { fullPage: true });
  },
  PHONE,
);

shoot('confirmed', async (shopping) => {
  await fillCheckout(shopping);
  await placeButton(shopping.page).click();
  await untilConfirmed(shopping.page);
  await picture(shopping.page, 'confirmed');
});

shoot('payment pending', async (shopping) => {
  await fillCheckout(shopping);
  await shopping.cloud.putFaults({ payments: { mode: 'error', latencyMs: 0, rate: 1 } });
  await placeButton(shopping.page).click();
  await heading(shopping.page, texts.order.status.payment_pending).waitFor();
  await picture(shopping.page, 'payment-pending');
});

shoot('region lost', async (shopping) => {
  const { page } = shopping;
  await fillCheckout(shopping);
  await page.route('**/v1/orders', (route) => route.abort('connectionreset'));
  await placeButton(page).click();
  await heading(page, texts.sending.unreachable.title).waitFor();
  await picture(page, 'region-lost');
  await page.unrouteAll();
});

shoot('sold out', async (shopping) => {
  const { page, cloud, watch } = shopping;
  await putIntoCart(page, CLOCK, 3);
  await goToCheckout(page);
  await fillIn(page, watch);
  const { body } = await stockOfClock(cloud);
  expect(statusOf(await cloud.shopper(1).placeOrder(newKey(), cartOf(CLOCK.sku, body - 1)))).toBe(201);
  await placeButton(page).click();
  await button(page, texts.stock.take).waitFor();
  await picture(page, 'sold-out');
});

async function stockOfClock(cloud: TestCloud): Promise<{ body: number }> {
  const answer = await cloud.operator(0).stock(CLOCK.sku);
  if (answer.kind !== 'answered') throw new Error(`no stock: ${JSON.stringify(answer)}`);
  return { body: answer.body.available };
}

shoot('maintenance', async (shopping) => {
  const { page, cloud } = shopping;
  await page.clock.install();
  await showProducts(shopping);
  await page.goto('/cart');
  await page.getByText(texts.cart.empty).waitFor();
  await lose(cloud, 'us-east-1', 'us-west-2');
  await page.getByRole('link', { name: texts.nav.home }).click();
  await page.getByText(texts.connection.reconnecting).waitFor();
  await page.clock.fastForward(15 * 60_000);
  await heading(page, texts.connection.maintenance.title).waitFor();
  await picture(page, 'maintenance');
});
