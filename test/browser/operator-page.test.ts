import { cartOf, newKey, orderOf } from '../support/shop';
import { expectAccessible, untilFocused } from './support/accessible';
import { offer } from './support/goods';
import { button, heading } from './support/steps';
import { openStorefront } from './support/storefront';

/** The operator's page of the local cloud, at /_local/. */

const { test } = openStorefront();

test('shows the Regions and what is ordered, as it happens', async ({ page, cloud }) => {
  await page.goto('/_local/');
  await heading(page, 'us-east-1').waitFor();
  await heading(page, 'us-west-2').waitFor();
  await page.getByRole('status').filter({ hasText: 'live' }).first().waitFor();
  const goods = await offer(cloud, { name: 'Telegraph', price: 4_200, stock: 9 });
  const { orderId } = orderOf(await cloud.shopper(0).placeOrder(newKey(), cartOf(goods.sku, 1)));

  await page.getByTitle(orderId).first().click();
  await page.getByRole('dialog').getByText(orderId).first().waitFor();
  await expectAccessible(page, "operator's page with an order");
});

test('switches faults on and off; the shop follows', async ({ page, cloud }) => {
  await page.goto('/_local/');
  const lose = button(page, 'Lose us-east-1');
  await lose.click();
  await page.getByText('us-east-1 is down').first().waitFor();
  expect(await lose.getAttribute('aria-pressed')).toBe('true');
  expect(await faultsOf(cloud.edgeUrl)).toMatchObject({ regions: { 'us-east-1': 'down' } });
  await expectAccessible(page, "operator's page with a lost Region");

  await button(page, 'Heal everything').click();
  await page.getByText('none in force').waitFor();
  expect(JSON.stringify(await faultsOf(cloud.edgeUrl))).not.toContain('down');
});

async function faultsOf(edgeUrl: string): Promise<unknown> {
  const state = (await (await fetch(`${edgeUrl}/_local/state`)).json()) as { faults: unknown };
  return state.faults;
}

test('follows faults that others set, settles and audits', async ({ page, cloud }) => {
  await page.goto('/_local/');
  await cloud.putFaults({ payments: { mode: 'error', latencyMs: 0, rate: 1 } });
  await page.getByText('payments: error for 100 %', { exact: true }).waitFor();
  await cloud.putFaults({});
  await page.getByText('none in force').waitFor();
  await button(page, 'Settle').click();
  await page.getByText(/nothing is owed\.$/).waitFor();
  await button(page, 'Audit').click();
  await page.getByRole('status').filter({ hasText: 'All promises hold.' }).waitFor();
});

test("tells how the alarms stand, and has CloudWatch's clock run faster", async ({ page, cloud }) => {
  const speed = async () => {
    const clock = (await (await fetch(`${cloud.edgeUrl}/_local/clock`)).json()) as { speed: number };
    return clock.speed;
  };
  await page.goto('/_local/');
  const alarms = page.getByRole('region', { name: /^Alarms/ });
  await alarms.getByText(/quiet, .* without data/).click();
  await alarms.getByRole('rowheader', { name: 'errors-high' }).waitFor();
  await expectAccessible(page, "operator's page with quiet alarms");

  await button(page, '10×').click();
  await page.getByRole('button', { name: '10×', pressed: true }).waitFor();
  expect(await speed()).toBe(10);
  await button(page, '1×').click();
  await page.getByRole('button', { name: '1×', exact: true, pressed: true }).waitFor();
  expect(await speed()).toBe(1);
});

test('faults can be switched with the keyboard', async ({ page }) => {
  await page.goto('/_local/');
  const outage = button(page, 'Payment outage');
  await outage.focus();
  await page.keyboard.press('Space');
  await page.getByText('payments: error for 100 %', { exact: true }).waitFor();
  await untilFocused(page, outage);
  await page.keyboard.press('Space');
  await page.getByText('none in force').waitFor();
});
