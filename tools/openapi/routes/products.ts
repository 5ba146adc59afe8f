import { productsQuery } from '../../../lambdas/shared/schemas/queries';
import { productDetails, productPage } from '../answers/products';
import { type RouteDescription } from '../model';
import { SKU } from '../parameters';

const { limit, cursor, q } = productsQuery.shape;

const LANTERN = { sku: 'LANTERN-OAK', name: 'Oak Storm Lantern', price: 4200, currency: 'GBP' } as const;

/** What everybody may read of the catalogue. */
export const PRODUCT_ROUTES: readonly RouteDescription[] = [
  {
    method: 'GET',
    path: '/v1/products',
    operationId: 'listProducts',
    tag: 'Products',
    summary: 'List products',
    description:
      'A page of the catalogue in order of SKU. Ask again with `cursor` for the next page; the last one has none. Parameters that are not known are ignored.',
    parameters: [
      { in: 'query', name: 'limit', description: 'Products on a page', schema: limit, io: 'output' },
      { in: 'query', name: 'cursor', description: '`cursor` of the page before', schema: cursor },
      {
        in: 'query',
        name: 'q',
        description: 'Only products whose SKU or name contains this, in upper or lower case',
        schema: q,
        example: 'lantern',
      },
    ],
    answers: [
      {
        status: 200,
        description: 'A page. It may be empty and still have a `cursor`: read on until there is none.',
        schema: productPage,
        example: { items: [LANTERN], cursor: 'eyJza3UiOiJMQU5URVJOLU9BSyJ9' },
      },
    ],
    problems: ['invalid_request', 'store_unavailable'],
  },
  {
    method: 'GET',
    path: '/v1/products/{sku}',
    operationId: 'getProduct',
    tag: 'Products',
    summary: 'Show a product',
    description:
      'One product, with its availability in words. The numbers behind it are decided at checkout and nowhere else.',
    parameters: [SKU],
    answers: [
      {
        status: 200,
        description:
          'The product. What could not be read in time is named in `degraded`; show the page without it.',
        schema: productDetails,
        example: { ...LANTERN, availability: 'in_stock', degraded: [] },
      },
    ],
    problems: ['unknown_product', 'store_unavailable'],
  },
];
