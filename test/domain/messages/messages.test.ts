import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatMoney } from '../../../lambdas/domain/messages/format-money';
import { messageFor } from '../../../lambdas/domain/messages/message-for';
import { renderEmail } from '../../../lambdas/domain/messages/render-email';
import { renderSms } from '../../../lambdas/domain/messages/render-sms';
import { WORDINGS } from '../../../lambdas/domain/messages/templates';
import { type Order, type OrderDetails } from '../../../lambdas/domain/orders/order';
import { type MessageTemplate } from '../../../lambdas/domain/orders/owed';

const TEMPLATES = Object.keys(WORDINGS) as MessageTemplate[];

const order: Order = {
  id: 'ord_b5b944bf602126aac25e1c2f38b4aaff',
  attempt: 'a1',
  version: 3,
  status: 'CONFIRMED',
  total: { amount: 123_182, currency: 'GBP' },
  fingerprint: 'f',
  released: false,
  tries: 0,
  owes: [],
  placedAt: 0,
  region: 'us-east-1',
  history: [],
};

const details: OrderDetails = {
  lines: [
    { sku: 'LANTERN', name: 'Oak Storm Lantern', quantity: 1, price: { amount: 4_200, currency: 'GBP' } },
    { sku: 'MUG', name: 'Mug <b>& "bowl"</b>', quantity: 82, price: { amount: 1_451, currency: 'GBP' } },
  ],
  allocations: [],
  customer: { email: 'ada@example.com', name: "Ada O'Neill <ada>", phone: '+447700900123' },
  delivery: {
    name: 'Ada O’Neill',
    lines: ['12 St. James’s Square'],
    city: 'London',
    postcode: 'SW1Y 4LB',
    country: 'GB',
  },
};

/** What is committed under golden/; `UPDATE_GOLDEN=1` writes it anew, to be read before it is committed. */
function expectGolden(name: string, text: string): void {
  const file = join(__dirname, 'golden', name);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

describe.each(TEMPLATES)('%s', (template) => {
  const render = () => renderEmail(template, order, details);

  it('is the e-mail that is committed, as text and as HTML', () => {
    const { subject, text, html } = render();
    expectGolden(`${template}.txt`, `${subject}\n\n${text}`);
    expectGolden(`${template}.html`, `${html}\n`);
  });

  it('shows what shoppers typed as text, never as HTML', () => {
    const email = render();
    expect(email.html).not.toContain('<b>&');
    expect(email.html).not.toContain('<ada>');
    expect(email.html).toContain('Mug &lt;b&gt;&amp; &quot;bowl&quot;&lt;/b&gt;');
  });

  it('says what one unit costs where there are several, in both forms', () => {
    const email = render();
    expect(email.text).toContain('(GBP 14.51 each): GBP 1,189.82');
    expect(email.html).toContain('(GBP 14.51 each)</td>');
    expect(email.html).not.toContain('(GBP 42.00 each)');
  });

  it('has nothing of a shopper in its subject', () => {
    expect(render().subject).toBe(`${WORDINGS[template].subject} (B5B944BF)`);
  });

  it('is one SMS: 160 letters of the GSM alphabet at most', () => {
    const text = renderSms(template, order);
    expect(text).toMatch(/^[A-Za-z0-9 .,]{1,160}$/);
    expect(text).toContain('B5B944BF');
  });
});

describe('an order that had to wait, and was paid for with a coupon', () => {
  const coupon = { code: 'THANKS50-ABCDE-01234-VWXYZ', percent: 50 };
  const used = { code: 'THANKS10-00000-00000-00000', discount: { amount: 13_687, currency: 'GBP' } };

  it('is the e-mail that is committed, as text and as HTML', () => {
    const email = renderEmail('order-confirmed', order, { ...details, coupon: used }, coupon);
    expectGolden('order-confirmed-coupon.txt', `${email.subject}\n\n${email.text}`);
    expectGolden('order-confirmed-coupon.html', `${email.html}\n`);
  });

  it('is one SMS all the same', () => {
    const text = renderSms('order-confirmed', order, coupon);
    expect(text).toMatch(/^[A-Za-z0-9 .,:%-]{1,160}$/);
    expect(text).toContain(coupon.code);
  });
});

it.each(['order-cancelled', 'order-refunded', 'payment-declined'] as const)(
  'names no place to deliver to when nothing is delivered: %s',
  (template) => {
    const { text, html } = renderEmail(template, order, details);
    expect(text + html).not.toContain('Delivery');
  },
);

it('lists 50 lines of a long order and says how many more there are', () => {
  const [line] = details.lines;
  const lines = Array.from({ length: 1_500 }, () => ({ ...line!, name: 'N'.repeat(200) }));

  const { text, html } = renderEmail('order-confirmed', order, { ...details, lines });

  expect(text.match(/ x N/g)).toHaveLength(50);
  expect(text).toContain('and 1450 more');
  expect(html).toContain('and 1450 more');
  expect(html.length).toBeLessThan(100_000);
});

it('has no line that a mail server may refuse, even with the longest names', () => {
  const [line] = details.lines;
  const lines = Array.from({ length: 1_500 }, () => ({ ...line!, name: 'é'.repeat(300), quantity: 100_000 }));
  const delivery = { ...details.delivery!, name: 'é'.repeat(200), lines: Array(6).fill('é'.repeat(200)) };

  const { text, html } = renderEmail('order-refunded', order, { ...details, lines, delivery });

  const bytes = [text, html].flatMap((body) => body.split('\n')).map((part) => Buffer.byteLength(part));
  expect(Math.max(...bytes)).toBeLessThan(998);
});

it('does without a name and an address', () => {
  const { lines, allocations } = details;
  const { text, html } = renderEmail('order-confirmed', order, {
    lines,
    allocations,
    customer: { email: 'ada@example.com' },
  });
  expect(text).not.toMatch(/Dear|Delivery/);
  expect(html).not.toMatch(/Dear|Delivery/);
});

it.each([
  [{ amount: 4_200, currency: 'GBP' }, 'GBP 42.00'],
  [{ amount: 1_234_567, currency: 'EUR' }, 'EUR 12,345.67'],
  [{ amount: 5, currency: 'USD' }, 'USD 0.05'],
  [{ amount: 4_200, currency: 'JPY' }, 'JPY 4,200'],
  [{ amount: 4_200, currency: 'KWD' }, 'KWD 4.200'],
])('writes %j as %s', (money, text) => {
  expect(formatMoney(money)).toBe(text);
});

describe('the message that an order owes', () => {
  it('goes to the e-mail address', () => {
    expect(messageFor('email:order-refunded', order, details)).toMatchObject({
      channel: 'email',
      to: 'ada@example.com',
      template: 'order-refunded',
      orderId: order.id,
    });
  });

  it('goes to the phone, where there is one', () => {
    expect(messageFor('sms:order-cancelled', order, details)).toMatchObject({
      channel: 'sms',
      to: '+447700900123',
    });
    const { phone: _phone, ...customer } = details.customer;
    expect(messageFor('sms:order-cancelled', order, { ...details, customer })).toBeUndefined();
  });

  it('goes to nobody whose data was erased', () => {
    const forgotten = { lines: details.lines, allocations: [], customer: { erasedAt: 1 } };
    expect(messageFor('email:order-refunded', order, forgotten)).toBeUndefined();
    expect(messageFor('sms:order-refunded', order, forgotten)).toBeUndefined();
  });

  it.each([
    ['+44 (7700) 900-123', '+447700900123'],
    ['+1.415.555.0123', '+14155550123'],
    ['+44 (0)7700 900123', '+447700900123'],
  ])('goes to %s as %s', (phone, to) => {
    const customer = { email: 'ada@example.com', phone };
    expect(messageFor('sms:order-cancelled', order, { ...details, customer })).toMatchObject({ to });
  });

  it.each(['07700 900123', '4155550123', '0044 7700 900123', '+0123456789', '+44'])(
    'goes to nobody at %s, which does not say of which country it is',
    (phone) => {
      const customer = { email: 'ada@example.com', phone };
      expect(messageFor('sms:order-cancelled', order, { ...details, customer })).toBeUndefined();
    },
  );
});
