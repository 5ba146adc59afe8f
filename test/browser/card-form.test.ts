import { type BrowserContext } from 'playwright-core';
import { CONTENT_SECURITY_POLICY } from '../../lib/edge/security-headers';
import { texts } from '../../web/texts';
import { expectSoldOnce } from './support/behind';
import { offer } from './support/goods';
import { fillInAddress, goToCheckout, placeButton, putIntoCart, untilConfirmed } from './support/steps';
import { openStorefront } from './support/storefront';

/** A deployment that takes real cards, with a stand-in for Stripe's script: Stripe itself is never called. */

const { test } = openStorefront();

const FAKE_STRIPE = `window.Stripe = (key) => ({
  elements: ({ amount, currency }) => ({
    create: () => ({
      mount: (box) => { box.textContent = 'Card form of ' + key + ' for ' + amount + ' ' + currency; },
      destroy: () => undefined,
    }),
    submit: async () => ({}),
    update: () => undefined,
  }),
  createPaymentMethod: async () => ({ paymentMethod: { id: 'pm_card_mastercard' } }),
});`;

/** What docs/storefront.md tells to add for real cards. */
const WITH_STRIPE = CONTENT_SECURITY_POLICY.replace(
  "script-src 'self'",
  "script-src 'self' https://js.stripe.com",
)
  .replace("connect-src 'self'", "connect-src 'self' https://api.stripe.com")
  .concat('; frame-src https://js.stripe.com');

/** Gives the deployment a publishable key, and the browser something at Stripe's address. */
async function takeRealCards(context: BrowserContext): Promise<void> {
  await context.route('**/config.json', (route) =>
    route.fulfill({ json: { payment: { publishableKey: 'pk_test_browser' } } }),
  );
  await context.route('https://js.stripe.com/**', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: FAKE_STRIPE }),
  );
}

test('with a publishable key and the policy of the manual, the form is Stripe’s and its token pays', async (shopping) => {
  const { page, cloud, context, watch } = shopping;
  const goods = await offer(cloud, { name: 'Cutlass', price: 4_700, stock: 9 });
  await takeRealCards(context);
  await context.route(`**/products/${goods.sku}`, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': WITH_STRIPE };
    await route.fulfill({ response, headers });
  });
  await putIntoCart(page, goods);
  await goToCheckout(page);
  await page.getByText('Card form of pk_test_browser for 4700 gbp').waitFor();
  expect(await page.getByText(texts.shop.testShop).count()).toBe(0);
  await fillInAddress(page, watch);
  await placeButton(page).click();
  const orderId = await untilConfirmed(page);
  await expectSoldOnce(cloud, { sku: goods.sku, orderId, quantity: 1, paid: 4_700 });
});

test('a policy that lets nothing of Stripe in is told to the shopper, not passed over', async (shopping) => {
  const { page, cloud, context, watch } = shopping;
  watch.expect('https://js.stripe.com');
  const goods = await offer(cloud, { name: 'Pennant', price: 700, stock: 9 });
  await takeRealCards(context);
  await putIntoCart(page, goods);
  await goToCheckout(page);
  await page.getByText(texts.payment.failed).waitFor();
});
