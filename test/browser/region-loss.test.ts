import { randomUUID } from 'node:crypto';
import { texts } from '../../web/texts';
import { type TestCloud } from '../support/cloud';
import { audit, CLEAN, stockOf } from '../support/shop';
import { expectSoldOnce, settle, toldOf } from './support/behind';
import { offer } from './support/goods';
import { until } from './support/until';
import {
  goToCheckout,
  fillIn,
  heading,
  placeButton,
  pounds,
  prepareOrder,
  putIntoCart,
  untilConfirmed,
} from './support/steps';
import { openStorefront, type Shopping } from './support/storefront';

const { test } = openStorefront();

const LOST = 'us-east-1';

/**
 * Longer than a probe takes to start again: the Region that stays judges the lost one in a function that runs once a
 * minute, and other tests have taken both down.
 */
const RECOVERY_MS = 90_000;

/** Sends the shopper to the Region that will be lost, once that serves again after the test before. */
async function goToTheRegionToBeLost({ cloud, context }: Shopping): Promise<void> {
  let shopperId = '';
  await until(`the edge sends shoppers to ${LOST}`, async () => {
    shopperId = randomUUID();
    const answer = await fetch(`${cloud.edgeUrl}/v1/products?limit=1`, {
      headers: { 'x-shopper-id': shopperId },
    });
    return answer.headers.get('x-region') === LOST;
  });
  const kept = JSON.stringify(JSON.stringify(shopperId));
  await context.addInitScript(`localStorage.setItem('holdfast.1.shopper', ${kept})`);
}

const lose = (cloud: TestCloud, others: object = {}): Promise<void> =>
  cloud.putFaults({ ...others, regions: { [LOST]: 'down' } });

/** A Region that answers so slowly that there is time to lose it. */
const SLOW_PAYMENT = { payments: { mode: 'slow', latencyMs: 4_000, rate: 1 } };

/** Everything that a shopper may expect of an order, whatever Region has died around it. */
async function expectOneOrder({ page, cloud }: Shopping, sku: string, paid: number): Promise<void> {
  const orderId = await untilConfirmed(page, RECOVERY_MS);
  await cloud.putFaults({});
  await settle(cloud);
  await expectSoldOnce(cloud, { sku, orderId, quantity: 1, paid });
  expect((await toldOf(cloud, orderId)).filter((told) => told === 'email order-confirmed')).toHaveLength(1);
  expect(await audit(cloud)).toMatchObject(CLEAN);
}

test('the Region dies while it works on the order: the page asks again under the same key, one order, one charge', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Life Ring', price: 2_600, stock: 4 });
  await goToTheRegionToBeLost(shopping);
  await prepareOrder(shopping, goods);
  await cloud.putFaults(SLOW_PAYMENT);

  await placeButton(page).click();
  await heading(page, texts.sending.first.title).waitFor();
  await until('a unit is held for the order', async () => (await stockOf(cloud, goods.sku)).held === 1);
  await lose(cloud);

  await expectOneOrder(shopping, goods.sku, 2_600);
});

test('the Region dies after it took the order, and its answer is lost: the page says that it asks again', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Lead Line', price: 1_900, stock: 4 });
  await goToTheRegionToBeLost(shopping);
  await prepareOrder(shopping, goods);
  await page.route(
    '**/v1/orders',
    async (route) => {
      await route.fetch();
      await lose(cloud);
      await route.abort('connectionreset');
    },
    { times: 1 },
  );

  await placeButton(page).click();
  await heading(page, texts.sending.unreachable.title).waitFor();
  await page.getByText(texts.sending.unreachable.text).waitFor();
  await expectOneOrder(shopping, goods.sku, 1_900);
});

test('the page is loaded anew in the middle of that: it goes on by itself, under the same key', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Boat Hook', price: 2_100, stock: 4 });
  await goToTheRegionToBeLost(shopping);
  await prepareOrder(shopping, goods);
  const keys: string[] = [];
  await page.route('**/v1/orders', async (route) => {
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await lose(cloud);
    await route.abort('connectionreset');
  });

  await placeButton(page).click();
  await heading(page, texts.sending.unreachable.title).waitFor();
  await page.reload();

  await expectOneOrder(shopping, goods.sku, 2_100);
  expect(new Set(keys).size).toBe(1);
  expect(keys.length).toBeGreaterThan(1);
});

test('a cart that is filled in one Region is there when the other has to take over', async (shopping) => {
  const { page, cloud, watch } = shopping;
  const goods = await offer(cloud, { name: 'Marlinspike', price: 1_200, stock: 9 });
  await goToTheRegionToBeLost(shopping);
  const saved = page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok());
  await putIntoCart(page, goods, 3);
  await saved;
  await lose(cloud);

  await page.goto('/cart');
  await page.getByText(pounds(3_600)).first().waitFor();
  await goToCheckout(page);
  await fillIn(page, watch);
  await placeButton(page).click();
  await untilConfirmed(page, RECOVERY_MS);
});

test('a shopper who looks around while a Region dies sees products, not an error', async (shopping) => {
  const { page, cloud } = shopping;
  const goods = await offer(cloud, { name: 'Windlass', price: 9_900, stock: 9 });
  await goToTheRegionToBeLost(shopping);
  await page.goto(`/?q=${encodeURIComponent(goods.name)}`);
  await page.getByRole('main').getByRole('link', { name: goods.name }).waitFor();
  await lose(cloud);
  await page.getByRole('main').getByRole('link', { name: goods.name }).click();
  await heading(page, goods.name, 1).waitFor();
  await page.getByText(texts.product.availability.in_stock).waitFor();
});
