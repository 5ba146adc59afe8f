import { estimate } from '../../../tools/cost/estimate';
import { type Price, PRICES } from '../../../tools/cost/prices';
import { assumptionTable, billTable, priceTable, serviceTable } from '../../../tools/cost/report';

const bill = estimate({ orders: 100_000, lines: 3, skus: 1000, texts: 0.1 });

describe('an estimate', () => {
  it('prices what is used, and adds it up', () => {
    const requests = bill.lines.find(({ name }) => name === 'apiRequests');

    expect(requests?.usd).toBeCloseTo((5_060_624 * 3.5) / 1e6);
    expect(bill.total).toBeCloseTo(bill.lines.reduce((sum, { usd }) => sum + usd, 0));
    expect(bill.lines).toHaveLength(Object.keys(PRICES).length);
  });

  it('costs more for larger orders, catalogues and more text messages', () => {
    const { shop } = bill;

    expect(estimate({ ...shop, lines: 10 }).total).toBeGreaterThan(bill.total);
    expect(estimate({ ...shop, skus: 100_000 }).total).toBeGreaterThan(bill.total);
    expect(estimate({ ...shop, texts: 1 }).total).toBeCloseTo(bill.total + 0.9 * 100_000 * 0.01);
  });
});

describe('prices', () => {
  it.each(Object.entries<Price>(PRICES))('%s says where it is from, or that nobody knows', (_, price) => {
    expect(price.usd).toBeGreaterThan(0);
    expect(price.per).toBeGreaterThan(0);
    expect(price.source.startsWith('none found')).toBe(!price.verified);
  });
});

describe('tables', () => {
  it('show services by what they cost, the dearest first', () => {
    const [, , first, ...rest] = serviceTable([bill]);

    expect(first).toMatch(/^\| CloudWatch /);
    expect(rest[0]).toBe('| SNS             |           $100 |');
    expect(rest.at(-1)).toMatch(/^\| Data transfer/);
  });

  it('mark prices that nobody has verified', () => {
    expect(billTable([bill]).find((line) => line.includes('text messages (price not verified)'))).toContain(
      '$100',
    );
    expect(priceTable().filter((line) => line.includes('**not verified**'))).toHaveLength(4);
  });

  it('have lines of one width, as the formatter makes them', () => {
    for (const table of [serviceTable([bill]), billTable([bill]), priceTable(), assumptionTable()]) {
      expect(new Set(table.map((line) => line.length)).size).toBe(1);
    }
  });
});
