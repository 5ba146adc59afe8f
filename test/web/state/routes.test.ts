import { productPath, routeOf, searchPath } from '../../../web/state/routes';

const at = (path: string) => routeOf(new URL(path, 'https://shop.example'));

describe('the pages of the shop', () => {
  it.each([
    ['/', { page: 'products', q: '' }],
    ['/products', { page: 'products', q: '' }],
    ['/?q=oak%20lamp', { page: 'products', q: 'oak lamp' }],
    ['/products/cable-1.5m', { page: 'product', sku: 'cable-1.5m' }],
    ['/cart', { page: 'cart' }],
    ['/cart/', { page: 'cart' }],
    ['/checkout', { page: 'checkout' }],
    ['/orders', { page: 'orders' }],
    [
      '/orders/ord_f99ff95d3cb31fec0cf78dce06fc57f8',
      { page: 'order', orderId: 'ord_f99ff95d3cb31fec0cf78dce06fc57f8' },
    ],
    ['/orders/1', { page: 'not_found' }],
    ['/products/a%2Fb', { page: 'not_found' }],
    ['/products/a/b', { page: 'not_found' }],
    ['/admin', { page: 'not_found' }],
  ])('%s is %j', (path, route) => {
    expect(at(path)).toEqual(route);
  });

  it('lead back to where they point', () => {
    expect(at(productPath('LAMP.2'))).toEqual({ page: 'product', sku: 'LAMP.2' });
    expect(at(searchPath(' a&b=#? '))).toEqual({ page: 'products', q: 'a&b=#?' });
    expect(searchPath('  ')).toBe('/');
  });
});
