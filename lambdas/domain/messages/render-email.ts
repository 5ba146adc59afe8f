import { type Coupon } from '../coupons/coupon';
import {
  type Delivery,
  type Order,
  type OrderDetails,
  type OrderLine,
  type UsedCoupon,
} from '../orders/order';
import { type MessageTemplate } from '../orders/owed';
import { formatMoney } from './format-money';
import { greetingOf } from './greeting';
import { referenceOf } from './reference';
import { WORDINGS, type Wording } from './templates';

/** The parts of an e-mail. */
export interface Email {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Lines that a message lists; an order may have 1,500, and mail programs cut long messages. */
const MAX_LINES = 50;

/** What an e-mail is made from. */
interface Letter {
  readonly wording: Wording;
  readonly order: Order;
  readonly details: OrderDetails;
  /** Where the goods go; absent where none go anywhere. */
  readonly delivery: Delivery | undefined;
  readonly coupon: Coupon | undefined;
}

/** Messages about orders whose goods come. */
const DELIVERED: readonly MessageTemplate[] = ['order-recorded', 'order-confirmed'];

/** The e-mail that tells a shopper of an order, and of the coupon that comes with it. */
export function renderEmail(
  template: MessageTemplate,
  order: Order,
  details: OrderDetails,
  coupon?: Coupon,
): Email {
  const wording = WORDINGS[template];
  const delivery = DELIVERED.includes(template) ? details.delivery : undefined;
  const letter: Letter = { wording, order, details, delivery, coupon };
  return {
    subject: `${wording.subject} (${referenceOf(order)})`,
    text: textOf(letter),
    html: htmlOf(letter),
  };
}

const thanksFor = ({ percent }: Coupon): string =>
  `Thank you for your patience. This code takes ${percent} % off one of your next orders:`;

/** `Coupon THANKS10-…`, and what it took off. */
const couponRow = ({ code, discount }: UsedCoupon): [string, string] => [
  `Coupon ${code}`,
  `-${formatMoney(discount)}`,
];

const sumOf = ({ price, quantity }: OrderLine) =>
  formatMoney({ amount: price.amount * quantity, currency: price.currency });

/** ` (GBP 14.51 each)`; nothing for a single unit, whose sum says it. */
const eachOf = ({ price, quantity }: OrderLine) => (quantity === 1 ? '' : ` (${formatMoney(price)} each)`);

function textOf({ wording: { opening, next }, order, details, delivery, coupon }: Letter): string {
  const { lines, coupon: used } = details;
  const greeting = greetingOf(details.customer);
  const shown = lines
    .slice(0, MAX_LINES)
    .map((line) => `  ${line.quantity} x ${line.name}${eachOf(line)}: ${sumOf(line)}`);
  return [
    ...(greeting === undefined ? [] : [greeting, '']),
    opening,
    '',
    `Order ${order.id}`,
    ...shown,
    ...restOf(lines).map((rest) => `  ${rest}`),
    ...(used ? [`  ${couponRow(used).join(': ')}`] : []),
    `  Total: ${formatMoney(order.total)}`,
    ...(delivery ? ['', 'Delivery to:', ...addressOf(delivery).map((part) => `  ${part}`)] : []),
    '',
    ...(coupon ? [thanksFor(coupon), '', `  ${coupon.code}`, ''] : []),
    next,
    '',
  ].join('\n');
}

const restOf = (lines: readonly OrderLine[]): string[] =>
  lines.length > MAX_LINES ? [`and ${lines.length - MAX_LINES} more`] : [];

const addressOf = ({ name, lines, postcode, city, country }: Delivery): string[] => [
  name,
  ...lines,
  `${postcode} ${city}`,
  country,
];

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);

const paragraph = (text: string): string => `<p style="margin:0 0 16px">${escape(text)}</p>`;

const codeBox = (code: string): string =>
  '\n<p style="margin:0 0 16px;padding:12px;border:2px dashed #999;text-align:center;' +
  `font:bold 18px monospace">${escape(code)}</p>`;

const CELL = 'padding:6px 0;border-bottom:1px solid #ddd';

const row = (left: string, right: string): string =>
  `<tr><td style="${CELL}">${escape(left)}</td>\n` +
  `<td style="${CELL};text-align:right;white-space:nowrap">${escape(right)}</td></tr>`;

/** Of many lines: mail servers need take no more than a thousand characters in one (RFC 5321, section 4.5.3.1.6). */
function htmlOf({ wording, order, details, delivery, coupon }: Letter): string {
  const { lines, coupon: used } = details;
  const greeting = greetingOf(details.customer);
  const rows = lines
    .slice(0, MAX_LINES)
    .map((line) => row(`${line.quantity} × ${line.name}${eachOf(line)}`, sumOf(line)));
  const rest = restOf(lines).map((text) => row(text, ''));
  const address = delivery ? addressOf(delivery).map(escape).join('<br>\n') : '';
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>',
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#222">',
    '<div style="max-width:560px;margin:0 auto">',
    `<h1 style="font-size:22px;margin:0 0 16px">${escape(wording.subject)}</h1>`,
    greeting === undefined ? '' : paragraph(greeting),
    paragraph(wording.opening),
    `<p style="margin:0 0 8px;color:#666">Order ${escape(order.id)}</p>`,
    '<table style="width:100%;border-collapse:collapse;margin:0 0 16px">',
    ...rows,
    ...rest,
    used ? row(...couponRow(used)) : '',
    row('Total', formatMoney(order.total)),
    '</table>',
    delivery ? `<p style="margin:0 0 16px"><b>Delivery to</b><br>${address}</p>` : '',
    coupon ? paragraph(thanksFor(coupon)) + codeBox(coupon.code) : '',
    paragraph(wording.next),
    '</div></body></html>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}
