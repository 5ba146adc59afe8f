import { texts } from '../../web/texts';
import { tabTo, untilFocused } from './support/accessible';
import { offer } from './support/goods';
import {
  ADA,
  button,
  heading,
  placeButton,
  typedBy,
  putIntoCart,
  goToCheckout,
  untilConfirmed,
} from './support/steps';
import { openStorefront } from './support/storefront';

const { test } = openStorefront();

test('everything up to a confirmed order can be done with the keyboard', async ({ page, cloud }) => {
  const goods = await offer(cloud, { name: 'Chart Dividers', price: 1_100, stock: 30 });
  const keys = page.keyboard;
  await page.goto('/');
  await heading(page, texts.products.title, 1).waitFor();
  await keys.press('Tab');
  await untilFocused(page, page.getByRole('link', { name: texts.shop.skip }));
  await tabTo(page, page.getByRole('searchbox'));
  await keys.type(goods.name);
  await keys.press('Enter');
  await untilFocused(page, heading(page, texts.products.found(goods.name), 1));
  await tabTo(page, page.getByRole('main').getByRole('link', { name: goods.name }));
  await keys.press('Enter');
  await untilFocused(page, heading(page, goods.name, 1));
  await tabTo(page, button(page, texts.product.add));
  await keys.press('Space');
  await tabTo(page, page.getByRole('link', { name: texts.product.toCart, exact: true }));
  await keys.press('Enter');
  await untilFocused(page, heading(page, texts.cart.title, 1));
  await tabTo(page, page.getByRole('link', { name: texts.cart.checkout }));
  await keys.press('Enter');
  await untilFocused(page, heading(page, texts.checkout.title, 1));
  for (const [label, text] of typedBy(ADA)) {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await keys.type(text);
  }
  await tabTo(page, page.getByLabel(texts.payment.methods.pm_card_visa, { exact: true }));
  await keys.press('ArrowDown');
  await tabTo(page, placeButton(page));
  await keys.press('Enter');
  await untilConfirmed(page);
});

test('the skip link leads past the head of the page', async ({ page }) => {
  await page.goto('/');
  await heading(page, texts.products.title, 1).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await untilFocused(page, page.getByRole('main'));
});

test('a form that is not filled in rightly takes the focus to the first field that is wrong, and says what is', async ({
  page,
  cloud,
}) => {
  const goods = await offer(cloud, { name: 'Parallel Rule', price: 1_100, stock: 30 });
  await putIntoCart(page, goods);
  await goToCheckout(page);
  await placeButton(page).click();
  const email = page.getByLabel(texts.checkout.fields.email, { exact: true });
  await untilFocused(page, email);
  expect(await email.getAttribute('aria-invalid')).toBe('true');
  await page
    .getByRole('textbox', { name: texts.checkout.fields.email, description: texts.checkout.wrong.email })
    .waitFor();

  await email.fill(ADA.email);
  await placeButton(page).click();
  await untilFocused(page, page.getByLabel(texts.checkout.fields.name, { exact: true }));
  expect(await page.getByText(texts.checkout.wrong.email).count()).toBe(0);
});

test('what was typed is still there after a reload', async ({ page, cloud }) => {
  const goods = await offer(cloud, { name: 'Rigging Knife', price: 1_100, stock: 30 });
  await putIntoCart(page, goods);
  await goToCheckout(page);
  await page.getByLabel(texts.checkout.fields.name, { exact: true }).fill(ADA.name);
  await page.reload();
  await placeButton(page).waitFor();
  expect(await page.getByLabel(texts.checkout.fields.name, { exact: true }).inputValue()).toBe(ADA.name);
});

test('nothing moves for those who asked for less motion', async ({ page, cloud }) => {
  const goods = await offer(cloud, { name: 'Pendulum', price: 1_100, stock: 30 });
  await page.route(`**/v1/products/${goods.sku}`, () => undefined);
  const moving = 'document.getAnimations().filter(({ playState }) => playState === "running").length';
  await page.goto(`/products/${goods.sku}`);
  await page.getByText(texts.product.loading).waitFor();
  expect(await page.evaluate<number>(moving)).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await page.evaluate<number>(moving)).toBe(0);
});
