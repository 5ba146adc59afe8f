import { storefrontCode } from '../../../lib/edge/function-code';
import { running, viewerEvent } from './cloudfront';

const storefront = running(storefrontCode());

async function servedFor(uri: string): Promise<string | undefined> {
  return (await storefront.call(viewerEvent({ uri }))).returned.uri;
}

test.each([
  '/',
  '/cart',
  '/checkout',
  '/products/MUG-BLUE',
  '/orders/o-1',
  '/products/CABLE-1.5M',
  '/no/such.page',
])('%s is answered with the page, which reads the address by itself', async (uri) => {
  expect(await servedFor(uri)).toBe('/index.html');
});

test.each(['/index.html', '/robots.txt', '/favicon.svg', '/assets/main-ABC123.js', '/assets/missing'])(
  '%s is a file',
  async (uri) => {
    expect(await servedFor(uri)).toBe(uri);
  },
);
