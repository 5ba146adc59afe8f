import { connectToCloud } from '../support/cloud';
import { newSku, receive, sell, stockOf } from '../support/shop';

const cloud = connectToCloud();
afterAll(() => cloud.close());

describe('admin calls', () => {
  it('refuses an unsigned call as it refuses an unknown route', async () => {
    const unsigned = await fetch(`${cloud.regionUrl(0)}/v1/admin/audit`);
    const unknown = await fetch(`${cloud.regionUrl(0)}/v1/nowhere`);

    for (const response of [unsigned, unknown]) {
      expect(response.status).toBe(403);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(response.headers.get('x-region')).toBe('us-east-1');
      expect(await response.json()).toMatchObject({ code: 'missing_authentication' });
    }
  });

  it('keeps the edge closed to operators', async () => {
    expect((await fetch(`${cloud.edgeUrl}/v1/admin/audit`)).status).toBe(403);
  });

  it('books a receipt once, whichever region it is sent to, and refuses its id for other units', async () => {
    const sku = newSku('RECEIPT');
    await sell(cloud, sku, 0);
    const send = (region: 0 | 1, quantity: number) =>
      cloud.operator(region).receiveStock(sku, { receiptId: 'delivery-1', quantity });

    const answers = await Promise.all([send(0, 7), send(1, 7), send(0, 7)]);

    expect(answers.map(({ kind }) => kind)).toEqual(['answered', 'answered', 'answered']);
    expect(await send(1, 8)).toMatchObject({ status: 422, problem: { code: 'receipt_id_reused' } });
    expect(await stockOf(cloud, sku, 1)).toMatchObject({ received: 7, available: 7 });
  });

  it('never withdraws below what is available', async () => {
    const sku = newSku('WITHDRAW');
    await sell(cloud, sku, 10);
    await receive(cloud, sku, -4);

    expect(await cloud.operator(1).receiveStock(sku, { receiptId: 'too-much', quantity: -7 })).toMatchObject({
      status: 409,
      problem: { code: 'insufficient_stock', members: { available: 6 } },
    });
    expect(await stockOf(cloud, sku)).toMatchObject({ received: 10, withdrawn: 4, available: 6, sold: 0 });
  });

  it('imports the good rows of a file and lists every bad one', async () => {
    const good = newSku('CSV');
    const csv = `sku,name,price_minor,currency\n${good},Good,100,GBP\nbad sku,Bad,100,GBP\n${good}X,Bad price,-1,GBP\n`;

    const response = await cloud.signedFetch(1, '/v1/admin/products:import', {
      method: 'POST',
      body: csv,
      headers: { 'content-type': 'text/csv' },
    });

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      imported: 1,
      errors: [
        { row: 2, field: 'sku' },
        { row: 3, field: 'price_minor' },
      ],
    });
    expect((await fetch(`${cloud.regionUrl(0)}/v1/products/${good}`)).status).toBe(200);
  });
});
