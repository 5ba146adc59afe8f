import { type APIResponse } from 'playwright-core';
import { texts } from '../../web/texts';
import { type TestCloud } from '../support/cloud';
import { stockOf } from '../support/shop';
import { expectSoldOnce } from './support/behind';
import { offer } from './support/goods';
import { button, heading, placeButton, pounds, prepareOrder, untilConfirmed } from './support/steps';
import { openStorefront, type Shopping } from './support/storefront';

const { test } = openStorefront();

const loseBoth = (cloud: TestCloud): Promise<void> =>
  cloud.putFaults({ regions: { 'us-east-1': 'down', 'us-west-2': 'down' } });

/** "… as we last saw them": with whatever age. */
const AS_LAST_SEEN = new RegExp(texts.connection.known('AGE').split('AGE')[0] ?? '');

/**
 * Both Regions hold a copy of the storefront, and here both are lost. CloudFront then answers with what it has in its
 * caches, however old; the local edge has no cache, so these tests have one.
 */
async function cacheStorefront({ context }: Shopping): Promise<void> {
  const cached = new Map<string, APIResponse>();
  await context.route(/^(?!.*\/(v1|health|_local)\b)/, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = /\.\w+$/.test(pathname) ? pathname : '/';
    const response = await route.fetch();
    if (response.ok()) cached.set(file, response);
    await route.fulfill({ response: cached.get(file) ?? response });
  });
}

test('both Regions are lost: the last known products are shown, marked as such, and the shop comes back by itself', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Pilot Chart', price: 1_700, stock: 50 });
  await cacheStorefront(shopping);
  await page.goto(`/?q=${encodeURIComponent(goods.name)}`);
  await page.getByRole('main').getByRole('link', { name: goods.name }).waitFor();
  await loseBoth(cloud);

  await page.reload();
  await page.getByText(AS_LAST_SEEN).waitFor();
  await page.getByText(pounds(1_700)).waitFor();
  await heading(page, texts.connection.maintenance.title).waitFor();

  await page.getByRole('main').getByRole('link', { name: goods.name }).click();
  await heading(page, goods.name, 1).waitFor();
  await page.getByText(AS_LAST_SEEN).waitFor();
  await button(page, texts.product.add).click();
  await page.getByText(texts.product.inCart('1')).waitFor();

  await cloud.putFaults({});
  await heading(page, texts.connection.maintenance.title).waitFor({ state: 'detached' });
  await page.getByText(texts.product.availability.in_stock).waitFor();
  expect(await page.getByText(AS_LAST_SEEN).count()).toBe(0);
});

test('whoever comes for the first time then is told that the shop is in maintenance, and need not load the page again', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Sea Chest', price: 15_000, stock: 5 });
  await cacheStorefront(shopping);
  await page.goto('/orders');
  await page.evaluate('localStorage.clear()');
  await loseBoth(cloud);
  await page.goto(`/products/${goods.sku}`);
  await heading(page, texts.connection.maintenance.title).waitFor();
  await cloud.putFaults({});
  await heading(page, goods.name, 1).waitFor();
  await page.getByText(pounds(15_000)).waitFor();
});

test('an order that is placed then is kept, asked for by itself, and goes through once the shop is back', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Ballast', price: 600, stock: 5 });
  await prepareOrder(shopping, goods);
  await loseBoth(cloud);
  await placeButton(page).click();
  await heading(page, new RegExp(`${texts.sending.unreachable.title}|${texts.sending.busy.title}`)).waitFor();
  await page.getByText(/you will not be charged twice/).waitFor();
  await cloud.putFaults({});
  await button(page, texts.sending.now).click();
  const orderId = await untilConfirmed(page);
  await expectSoldOnce(cloud, { sku: goods.sku, orderId, quantity: 1, paid: 600 });
  expect(await stockOf(cloud, goods.sku)).toMatchObject({ available: 4 });
});
