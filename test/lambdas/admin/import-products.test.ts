import { admin } from './admin';

const send = (type: string, body: string) => {
  const { shop, call } = admin();
  const answer = call('POST /v1/admin/products:import', { headers: { 'content-type': type }, body });
  return answer.then((read) => ({ ...read, products: [...shop.ledger.products.values()] }));
};

const csv = (body: string) => send('text/csv; charset=utf-8', body);
const ndjson = (...rows: unknown[]) =>
  send(
    'application/x-ndjson',
    rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'),
  );

const mug = { sku: 'mug', name: 'Mug', price_minor: 1250, currency: 'GBP' };
const stored = { sku: 'mug', name: 'Mug', price: { amount: 1250, currency: 'GBP' } };

it('imports CSV, and passes over columns that it does not know', async () => {
  const answer = await csv('sku,name,price_minor,currency,sold\r\nmug,"Mug, ""blue""",1250,GBP,7\r\n');
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ imported: 1, errors: [] });
  expect(answer.products).toEqual([{ ...stored, name: 'Mug, "blue"' }]);
});

it('imports NDJSON with CRLF and blank lines', async () => {
  const answer = await send('application/x-ndjson', `${JSON.stringify(mug)}\r\n\r\n`);
  expect(answer.body).toEqual({ imported: 1, errors: [] });
  expect(answer.products).toEqual([stored]);
});

it('takes price in NDJSON, as PUT does', async () => {
  const answer = await ndjson({ sku: 'mug', name: 'Mug', price: 1250, currency: 'GBP' });
  expect(answer.products).toEqual([stored]);
});

it('lists every bad row of NDJSON and imports the rest', async () => {
  const answer = await ndjson({ ...mug, sku: 'a b', price_minor: 0 }, '{"sku":', mug, 'null', {
    ...mug,
    name: 'Again',
  });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    imported: 1,
    errors: [
      {
        row: 1,
        field: 'sku',
        message: 'found a string of 3 characters; allowed: 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"',
      },
      { row: 1, field: 'price_minor', message: 'found 0; allowed: at least 1' },
      { row: 2, message: 'the JSON ends too early' },
      { row: 4, message: 'found null; allowed: an object' },
      { row: 5, field: 'sku', message: 'the same SKU as in row 3, which was taken' },
    ],
  });
  expect(answer.products).toEqual([stored]);
});

it('lists every bad row of CSV and imports the rest; the head is no row', async () => {
  const answer = await csv(
    'sku,name,price_minor,currency\ncup,Cup,12.50,GBP\n"pot,Pot,1,GBP\nmug,Mug,1250,GBP\njar,Jar,1\njug,,5,GBP\n',
  );
  expect(answer.body).toEqual({
    imported: 1,
    errors: [
      {
        row: 1,
        field: 'price_minor',
        message: 'found a string of 5 characters; allowed: a whole number of minor units',
      },
      { row: 2, message: 'a quote is not closed, or text follows a closing quote' },
      { row: 4, message: 'found 3 cells; allowed: 4, as in the first line' },
      { row: 5, field: 'name', message: 'found a string of 0 characters; allowed: at least 1 character' },
    ],
  });
});

it.each([
  ['a semicolon between them', 'sku;name;price_minor;currency\n', 'sku;name;price_minor;currency'],
  ['one missing', 'sku,name,currency\nmug,Mug,GBP\n', 'sku, name, currency'],
  ['one standing twice', 'sku,sku,name,price_minor,currency\n', 'sku, sku, name, price_minor, currency'],
  ['a price in pounds', 'sku,name,price,currency\nmug,Mug,12.50,GBP\n', 'sku, name, price, currency'],
])('refuses columns with %s', async (_, text, found) => {
  const answer = await csv(text);
  expect(answer.status).toBe(400);
  const message = `found the columns ${found}; allowed: sku, name, price_minor, currency, each once, and others`;
  expect(answer.body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'line 1', message }] });
});

it('takes no coupon for a product, however it is written', async () => {
  const answer = await ndjson({ ...mug, sku: 'Coupon.THANKS10' }, mug);
  const message = 'SKUs that begin with COUPON. are kept for coupons; allowed: any other';
  expect(answer.body).toEqual({ imported: 1, errors: [{ row: 1, field: 'sku', message }] });
});

const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ ...mug, sku: `s${n}` }));

it('takes 5,000 rows', async () => {
  expect((await ndjson(...rows(5000))).body).toEqual({ imported: 5000, errors: [] });
});

it('refuses 5,001 rows with 413 and stores none', async () => {
  const answer = await ndjson(...rows(5001));
  expect(answer.status).toBe(413);
  expect(answer.body).toMatchObject({
    code: 'request_too_large',
    detail: 'More than 5000 rows; send the rest in further calls.',
  });
  expect(answer.products).toEqual([]);
});

it('refuses other content types with 415', async () => {
  const answer = await send('application/json', JSON.stringify(mug));
  expect(answer.status).toBe(415);
  expect(answer.body).toMatchObject({
    code: 'unsupported_media_type',
    detail: 'Content-Type must be application/x-ndjson or text/csv.',
  });
});
