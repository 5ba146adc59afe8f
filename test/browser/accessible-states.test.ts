import { randomUUID } from 'node:crypto';
import { MAINTENANCE_AFTER_MS } from '../../web/state/connection';
import { texts } from '../../web/texts';
import { cartOf, newKey } from '../support/shop';
import { expectAccessible } from './support/accessible';
import { offer, setPrice } from './support/goods';
import {
  button,
  chooseCard,
  fillIn,
  goToCheckout,
  heading,
  placeButton,
  prepareOrder,
  putIntoCart,
  untilConfirmed,
} from './support/steps';
import { openStorefront } from './support/storefront';

/** Every page and state, held to WCAG AA by axe in light and dark, wide and narrow. */

const { test } = openStorefront();

/** The page then speaks of maintenance. */
const LONGER_THAN_A_HICCUP_MS = MAINTENANCE_AFTER_MS + 1_000;

test('lists and searches', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('main').getByRole('listitem').first().waitFor();
  await expectAccessible(page, 'product list');
  await page.goto('/?q=nothing-is-called-this');
  await page.getByText(texts.products.none).waitFor();
  await expectAccessible(page, 'search without a result');
  await page.route('**/v1/products?*', () => undefined);
  await page.goto('/?q=slow');
  await page.getByRole('img', { name: texts.products.loading }).waitFor();
  await expectAccessible(page, 'list that is loading');
  await page.goto('/no/such/page');
  await heading(page, texts.notFound.title, 1).waitFor();
  await expectAccessible(page, 'unknown address');
});

test('products', async ({ page, cloud }) => {
  const few = await offer(cloud, { name: 'Wind Vane', price: 8_000, stock: 2 });
  await page.goto(`/products/${few.sku}`);
  await page.getByText(texts.product.availability.low_stock).waitFor();
  await button(page, texts.product.add).click();
  await page.getByText(texts.product.inCart('1')).waitFor();
  await expectAccessible(page, 'product in the cart, few left');

  const none = await offer(cloud, { name: 'Whale Lamp', price: 8_000, stock: 0 });
  await page.goto(`/products/${none.sku}`);
  await page.getByText(texts.product.availability.sold_out, { exact: true }).waitFor();
  await expectAccessible(page, 'product that is sold out');

  await page.goto('/products/NO-SUCH-THING');
  await heading(page, texts.product.missing.title, 1).waitFor();
  await expectAccessible(page, 'product that is not there');

  await page.route(`**/v1/products/${few.sku}`, async (route) => {
    const response = await route.fetch();
    const { availability: _, ...product } = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: { ...product, degraded: ['availability', 'reviews'] } });
  });
  await page.goto(`/products/${few.sku}`);
  await page.getByText(texts.degraded.reviews).waitFor();
  await expectAccessible(page, 'product with parts left out');
});

test('cart, orders and checkout, empty and filled, with what is wrong in them', async ({
  page,
  cloud,
  watch,
}) => {
  for (const [path, text] of [
    ['/cart', texts.cart.empty],
    ['/checkout', texts.checkout.empty],
    ['/orders', texts.orders.empty],
  ] as const) {
    await page.goto(path);
    await page.getByText(text).waitFor();
    await expectAccessible(page, `${path}, empty`);
  }
  const goods = await offer(cloud, { name: 'Hurricane Glass', price: 2_300, stock: 30 });
  await putIntoCart(page, goods, 2);
  await page.goto('/cart');
  await page.getByText(texts.cart.included).waitFor();
  await expectAccessible(page, 'cart');
  await goToCheckout(page);
  await expectAccessible(page, 'checkout');
  await placeButton(page).click();
  await page.getByText(texts.checkout.wrong.email).waitFor();
  await expectAccessible(page, 'checkout with fields that are wrong');

  await fillIn(page, watch, { card: 'pm_card_visa_chargeDeclined' });
  await placeButton(page).click();
  await heading(page, texts.problems.payment_declined.title).waitFor();
  await expectAccessible(page, 'card declined');

  await chooseCard(page, 'pm_card_visa');
  await placeButton(page).click();
  await untilConfirmed(page);
  await expectAccessible(page, 'order confirmed');
  await button(page, texts.order.cancel).click();
  await expectAccessible(page, 'order, about to be cancelled');
  await page.goto('/orders');
  await page.getByRole('main').getByRole('listitem').first().waitFor();
  await expectAccessible(page, 'orders');
});

test('an order that is refused', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Nautilus', price: 2_300, stock: 3 });
  await prepareOrder(shopping, goods, { quantity: 3 });
  await setPrice(cloud, goods, 2_500);
  await placeButton(page).click();
  await heading(page, texts.problems.price_changed.title).waitFor();
  await expectAccessible(page, 'price changed');

  await cloud.shopper(0).placeOrder(newKey(), cartOf(goods.sku, 2));
  await button(page, /^Order for /).click();
  await button(page, texts.stock.take).waitFor();
  await expectAccessible(page, 'not enough left');
});

test('an order that is on its way, pending, found again, unknown', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Octant', price: 2_300, stock: 9 });
  await prepareOrder(shopping, goods);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/v1/orders', async (route) => {
    await held;
    await route.abort('connectionreset');
  });
  await placeButton(page).click();
  await heading(page, texts.sending.first.title).waitFor();
  await expectAccessible(page, 'order on its way');
  release();
  await heading(page, texts.sending.unreachable.title).waitFor();
  await expectAccessible(page, 'connection lost');

  await page.unrouteAll();
  await cloud.putFaults({ payments: { mode: 'error', latencyMs: 0, rate: 1 } });
  await heading(page, texts.order.status.payment_pending).waitFor();
  await expectAccessible(page, 'payment pending');

  await page.goto(`/orders/ord_${randomUUID().replaceAll('-', '')}`);
  await heading(page, texts.order.noToken.title).waitFor();
  await expectAccessible(page, 'order of another device');
});

test('an order of an earlier visit', async ({ page }) => {
  const attempt = JSON.stringify({ key: randomUUID(), body: '{"lines":[]}', firstSentAt: 0, lastSentAt: 0 });
  await page.addInitScript(`localStorage.setItem('holdfast.1.attempt', ${JSON.stringify(attempt)})`);
  await page.goto('/checkout');
  await heading(page, texts.found.title).waitFor();
  await expectAccessible(page, 'order left unfinished');
  await page.goto('/');
  await page.getByText(texts.found.title).waitFor();
  await expectAccessible(page, 'note of an order left unfinished');
});

test('the shop in maintenance', async ({ page, cloud }) => {
  await page.clock.install();
  await page.goto('/');
  await page.getByRole('main').getByRole('listitem').first().waitFor();
  await cloud.putFaults({ regions: { 'us-east-1': 'down', 'us-west-2': 'down' } });
  await page.getByRole('searchbox').fill('a');
  await page.getByRole('searchbox').press('Enter');
  await page.getByText(texts.connection.reconnecting).waitFor();
  await expectAccessible(page, 'connection lost while looking around');
  await page.clock.fastForward(LONGER_THAN_A_HICCUP_MS);
  await heading(page, texts.connection.maintenance.title).waitFor();
  await expectAccessible(page, 'maintenance');
});
