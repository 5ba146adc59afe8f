import { isSku } from '../api/shape';

/** The pages of the shop. */
export type Route =
  | { readonly page: 'products'; readonly q: string }
  | { readonly page: 'product'; readonly sku: string }
  | { readonly page: 'cart' }
  | { readonly page: 'checkout' }
  | { readonly page: 'orders' }
  | { readonly page: 'order'; readonly orderId: string }
  | { readonly page: 'not_found' };

const ORDER_ID = /^ord_[0-9a-f]{32}$/;

/** Which page an address names. */
export function routeOf({ pathname, search }: { pathname: string; search: string }): Route {
  const [first = '', second = '', ...more] = pathname.split('/').slice(1);
  if (more.length > 0) return { page: 'not_found' };
  if (second === '') return topLevel(first, search);
  if (first === 'products' && isSku(second)) return { page: 'product', sku: second };
  if (first === 'orders' && ORDER_ID.test(second)) return { page: 'order', orderId: second };
  return { page: 'not_found' };
}

function topLevel(name: string, search: string): Route {
  switch (name) {
    case '':
    case 'products':
      return { page: 'products', q: new URLSearchParams(search).get('q') ?? '' };
    case 'cart':
    case 'checkout':
    case 'orders':
      return { page: name };
    default:
      return { page: 'not_found' };
  }
}

/** The longest search that the API takes. */
export const MAX_SEARCH = 100;

/** The address of the list with this search. */
export const searchPath = (q: string): string =>
  q.trim() === '' ? '/' : `/?q=${encodeURIComponent(q.trim().slice(0, MAX_SEARCH))}`;

/** The address of a product's page. */
export const productPath = (sku: string): string => `/products/${sku}`;
