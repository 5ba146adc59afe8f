import { ASSUMPTIONS } from './assumptions';
import { type CostLine, type Estimate } from './estimate';
import { type Column, markdownTable } from './markdown';
import { type Price, PRICES } from './prices';

const left = (head: string): Column => ({ head, align: 'left' });
const right = (head: string): Column => ({ head, align: 'right' });

/** The bills side by side, a line for each thing that is paid for. */
export function billTable(estimates: readonly Estimate[]): readonly string[] {
  const [first] = estimates;
  const columns = [
    left('service'),
    left('what'),
    ...estimates.map(({ shop }) => right(`${count(shop.orders)} orders`)),
  ];
  const rows = (first?.lines ?? []).map(({ price }, index) => [
    price.service,
    price.verified ? price.what : `${price.what} (price not verified)`,
    ...estimates.map(({ lines }) => dollars(lines[index]?.usd ?? 0)),
  ]);
  return markdownTable(columns, [
    ...rows,
    ['**all**', '', ...estimates.map(({ total }) => `**${dollars(total)}**`)],
    ['', 'without text messages', ...estimates.map((one) => dollars(withoutTexts(one)))],
    ['', 'without them, an order', ...estimates.map((one) => cents(withoutTexts(one) / one.shop.orders))],
  ]);
}

/** The bills by service, the dearest for the largest shop first. */
export function serviceTable(estimates: readonly Estimate[]): readonly string[] {
  const last = estimates.at(-1);
  const services = [...new Set((last?.lines ?? []).map(({ price }) => price.service))];
  const of = (service: string, { lines }: Estimate) =>
    sum(lines.filter(({ price }) => price.service === service));
  const sorted = services.sort((a, b) => (last ? of(b, last) - of(a, last) : 0));
  const columns = [left('service'), ...estimates.map(({ shop }) => right(`${count(shop.orders)} orders`))];
  return markdownTable(
    columns,
    sorted.map((service) => [service, ...estimates.map((one) => dollars(of(service, one)))]),
  );
}

/** Text messages cost more than all else together, and by country: a total that leaves them out tells more. */
function withoutTexts({ lines }: Estimate): number {
  return sum(lines.filter(({ name }) => name !== 'texts'));
}

const sum = (lines: readonly CostLine[]): number => lines.reduce((total, { usd }) => total + usd, 0);

/** What the estimate takes for granted. */
export function assumptionTable(): readonly string[] {
  return markdownTable(
    [right('assumed'), left('what'), left('because')],
    Object.values(ASSUMPTIONS).map(({ value, what, because }) => [count(value), what, because]),
  );
}

/** What things cost, who says so, and when. */
export function priceTable(): readonly string[] {
  const rows = Object.values(PRICES).map((price: Price) => [
    price.service,
    price.what,
    `$${price.usd} for ${count(price.per)}`,
    price.verified ? price.source : `**not verified**: ${price.source}`,
    price.dated,
  ]);
  return markdownTable([left('service'), left('what'), left('price'), left('source'), left('dated')], rows);
}

const count = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 2 });

/** Whole dollars from 100 on; cents tell nothing there. */
function dollars(usd: number): string {
  const digits = usd >= 100 ? 0 : 2;
  return `$${usd.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

const cents = (usd: number): string =>
  `${(usd * 100).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ¢`;
