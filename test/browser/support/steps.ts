import { type Locator, type Page } from 'playwright-core';
import { texts } from '../../../web/texts';
import { type Goods } from './goods';
import { type Watch } from './watch';

/** The cards that a test shop offers, by Stripe's names for them. */
export type Card = keyof typeof texts.payment.methods;

/** A shopper who may show up in no address and in no log. */
export interface Person {
  readonly email: string;
  readonly name: string;
}

export const ADA: Person = { email: 'ada@example.com', name: 'Ada Quizzical' };

/** Pence as the pages show them to a British shopper. */
export const pounds = (pence: number): string =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' }).format(pence / 100);

export const heading = (page: Page, name: string | RegExp, level?: number): Locator =>
  page.getByRole('heading', { name, ...(level !== undefined && { level }) });

export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: true });

/** The button that places the order, which names the total. */
export const placeButton = (page: Page): Locator => page.getByRole('button', { name: /^Place order for / });

/** The link to the cart in the head of every page. */
export const cartLink = (page: Page): Locator =>
  page.getByRole('navigation').getByRole('link', { name: texts.nav.cart });

/** Waits until the head of the page counts so many units in the cart. */
export const untilInCart = (page: Page, units: number): Promise<void> =>
  cartLink(page)
    .filter({ hasText: units === 0 ? texts.nav.units(0) : `${units}` })
    .waitFor();

/** Opens a product's page and puts some of it into the cart. */
export async function putIntoCart(page: Page, { sku, name }: Goods, quantity = 1): Promise<void> {
  await page.goto(`/products/${sku}`);
  await heading(page, name, 1).waitFor();
  await page.getByLabel(texts.quantity.of(name)).fill(String(quantity));
  await button(page, texts.product.add).click();
  await page.getByText(texts.product.inCart(quantity.toLocaleString('en-GB'))).waitFor();
}

/** From a product's page, or any other with the cart in its head, to the checkout by way of the cart. */
export async function goToCheckout(page: Page): Promise<void> {
  await cartLink(page).click();
  await heading(page, texts.cart.title, 1).waitFor();
  await page.getByRole('link', { name: texts.cart.checkout }).click();
  await heading(page, texts.checkout.title, 1).waitFor();
}

/** What a person types into the checkout form: labels and texts, in the order of the page. */
export function typedBy({ email, name }: Person): readonly (readonly [label: string, text: string])[] {
  const { fields } = texts.checkout;
  return [
    [fields.email, email],
    [fields.name, name],
    [fields.address1, '12 Harbour Street'],
    [fields.postcode, 'TR26 1LP'],
    [fields.city, 'St Ives'],
    [fields.country, 'United Kingdom'],
  ];
}

/** Fills in everything but the card; nothing of the person may come up in an address from then on. */
export async function fillInAddress(page: Page, watch: Watch, person = ADA): Promise<void> {
  for (const [label, text] of typedBy(person)) await page.getByLabel(label, { exact: true }).fill(text);
  for (const secret of [
    person.email,
    person.name.split(' ').at(-1) ?? '',
    'Harbour Street',
    'TR26',
    'pm_card',
  ])
    watch.keepOutOfAddresses(secret);
}

/** Fills the checkout form in. */
export async function fillIn(
  page: Page,
  watch: Watch,
  { person = ADA, card = 'pm_card_visa' }: { person?: Person; card?: Card } = {},
): Promise<void> {
  await fillInAddress(page, watch, person);
  await chooseCard(page, card);
}

export const chooseCard = (page: Page, card: Card): Promise<void> =>
  page.getByLabel(texts.payment.methods[card], { exact: true }).check();

/** What a shopper does up to the button that places the order. */
export async function prepareOrder(
  { page, watch }: { page: Page; watch: Watch },
  goods: Goods,
  { quantity = 1, card = 'pm_card_visa' }: { quantity?: number; card?: Card } = {},
): Promise<void> {
  await putIntoCart(page, goods, quantity);
  await goToCheckout(page);
  await fillIn(page, watch, { card });
}

/**
 * Waits for the order's page to say that it is confirmed. Answers with the order's id.
 *
 * @param timeout In milliseconds; as long as for anything else when it is absent.
 */
export async function untilConfirmed(page: Page, timeout?: number): Promise<string> {
  await heading(page, texts.order.status.confirmed).waitFor(timeout === undefined ? {} : { timeout });
  return orderIdOnPage(page);
}

/** The id of the order whose page is shown. */
export function orderIdOnPage(page: Page): string {
  const [, orderId] = /\/orders\/(ord_[0-9a-f]{32})$/.exec(page.url()) ?? [];
  if (orderId === undefined) throw new Error(`${page.url()} is not an order's page`);
  return orderId;
}
