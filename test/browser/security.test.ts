import { gzipSync } from 'node:zlib';
import { texts } from '../../web/texts';
import { offer } from './support/goods';
import {
  button,
  fillIn,
  goToCheckout,
  heading,
  placeButton,
  putIntoCart,
  untilConfirmed,
} from './support/steps';
import { openStorefront } from './support/storefront';

/** Every other test fails on script errors, breaches of the policy and secrets in addresses, too: see support/watch. */

const { test } = openStorefront();

const HOSTILE = '<img src=x onerror="window.wasHit=1">';

test('markup in a name of a product or of a shopper is shown as text', async ({ page, cloud, watch }) => {
  const goods = await offer(cloud, { name: HOSTILE, price: 700, stock: 20 });
  await page.goto(`/?q=${encodeURIComponent(goods.sku)}`);
  await page.getByRole('main').getByRole('link', { name: goods.name }).waitFor();
  await putIntoCart(page, goods);
  await goToCheckout(page);
  await fillIn(page, watch, { person: { email: 'ada@example.com', name: '<b>Bold</b>' } });
  await placeButton(page).click();
  await untilConfirmed(page);
  await page.getByRole('row', { name: goods.name }).waitFor();
  await page.goto(`/?q=${encodeURIComponent(HOSTILE)}`);
  await heading(page, texts.products.found(HOSTILE), 1).waitFor();
  expect(await page.evaluate<unknown>('window.wasHit')).toBeUndefined();
  expect(await page.locator('img, main b').count()).toBe(0);
});

test('the policy of the edge stops a script that got in anyway', async ({ page, watch }) => {
  watch.expect('Executing inline script violates');
  await page.goto('/');
  await heading(page, texts.products.title, 1).waitFor();
  const stopped = await page.evaluate<string>(`new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective), { once: true });
    const script = document.createElement('script');
    script.textContent = 'window.wasHit = 1';
    document.head.append(script);
  })`);
  expect(stopped).toBe('script-src-elem');
  expect(await page.evaluate<unknown>('window.wasHit')).toBeUndefined();
});

test('nothing comes from anywhere else, and scripts stay below 60 KB compressed', async ({ page, cloud }) => {
  const scripts = new Map<string, Promise<Buffer>>();
  const hosts = new Set<string>();
  page.on('response', (response) => {
    hosts.add(new URL(response.url()).origin);
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body());
  });
  await page.goto('/');
  await page.getByRole('main').getByRole('listitem').first().waitFor();
  await page.goto('/checkout');
  await page.getByText(texts.checkout.empty).waitFor();

  const sizes = await Promise.all([...scripts.values()].map(async (body) => gzipSync(await body).length));
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60 * 1_024);
  expect([...hosts]).toEqual([cloud.edgeUrl]);
});

test('no page may be framed, sniffed or told of to other sites', async ({ page }) => {
  for (const path of ['/', '/products/LANTERN-OAK', '/checkout', '/orders/any']) {
    const headers = (await page.goto(path))?.headers() ?? {};
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('text/html') as unknown,
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as unknown,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age=') as unknown,
    });
  }
  await page.goto('/cart');
  await button(page, texts.search.button).waitFor();
});

test('nothing of a card is kept in the browser, and no order token is in an address', async ({
  page,
  cloud,
  watch,
}) => {
  const goods = await offer(cloud, { name: 'Sea Glass', price: 700, stock: 20 });
  await putIntoCart(page, goods);
  await goToCheckout(page);
  await fillIn(page, watch);
  const answered = page.waitForResponse((response) => response.url().endsWith('/v1/orders'));
  await placeButton(page).click();
  const { orderToken } = (await (await answered).json()) as { orderToken: string };
  watch.keepOutOfAddresses(orderToken);
  await untilConfirmed(page);
  const kept = await page.evaluate<string>('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
  expect(kept).not.toContain('pm_card');
  await page.goto('/orders');
  await page.getByRole('main').getByRole('link').first().click();
  await heading(page, texts.order.status.confirmed).waitFor();
  expect(page.url()).not.toContain(orderToken);
});
