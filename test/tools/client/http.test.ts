import { createTransport, type HttpTransport } from '../../../tools/client/http';
import { type FakeShop, startFakeShop } from '../support/fake-shop';

describe('the HTTP transport', () => {
  let shop: FakeShop;
  let transport: HttpTransport;
  const get = (url: URL, timeoutMs = 5_000) =>
    transport.send({ method: 'GET', url, headers: {}, body: null, timeoutMs });

  beforeEach(async () => {
    shop = await startFakeShop();
    transport = createTransport();
  });
  afterEach(async () => {
    transport.close();
    await shop.close();
  });

  it('hands back status, headers and body', async () => {
    const outcome = await get(new URL('/health', shop.regions[0]));

    expect(outcome).toMatchObject({
      kind: 'answered',
      status: 200,
      body: '{"region":"us-east-1","status":"ok"}',
    });
  });

  it('says connection_refused where nobody listens', async () => {
    const [gone] = shop.regions;
    await shop.close();

    expect(await get(gone)).toMatchObject({ kind: 'unreachable', reason: 'connection_refused' });
  });

  it('says connection_lost when the connection ends without an answer', async () => {
    shop.intercept = () => 'cut_before';

    expect(await get(shop.regions[0])).toMatchObject({ kind: 'unreachable', reason: 'connection_lost' });
  });

  it('says timed_out when the answer does not come in time', async () => {
    shop.intercept = () => 'silence';

    const outcome = await get(shop.regions[0], 20);

    expect(outcome).toMatchObject({ kind: 'unreachable', reason: 'timed_out' });
  });
});
