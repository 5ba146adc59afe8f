import { productBody, productRow } from '../../../lambdas/shared/schemas/product';
import { importResult, product } from '../answers/products';
import { type RouteDescription } from '../model';
import { SKU } from '../parameters';

const PUT_PRODUCT: RouteDescription = {
  method: 'PUT',
  path: '/v1/admin/products/{sku}',
  operationId: 'putProduct',
  tag: 'Catalogue',
  summary: 'Make or replace a product',
  description:
    'Sold from then on, at this price, once stock was received. Both Regions have it within a second or so.',
  security: 'operator',
  parameters: [SKU],
  body: {
    kind: 'json',
    description: 'The product. Unknown fields are refused.',
    schema: productBody.meta({ id: 'ProductRequest' }),
    examples: { 'A product': { name: 'Oak Storm Lantern', price: 4200, currency: 'GBP' } },
  },
  answers: [
    {
      status: 200,
      description: 'Stored. Sending it again changes nothing.',
      schema: product,
      example: { sku: 'LANTERN-OAK', name: 'Oak Storm Lantern', price: 4200, currency: 'GBP' },
    },
  ],
  problems: ['store_unavailable'],
};

const IMPORT_PRODUCTS: RouteDescription = {
  method: 'POST',
  path: '/v1/admin/products:import',
  operationId: 'importProducts',
  tag: 'Catalogue',
  summary: 'Make or replace many products',
  description:
    'Stores every good row and lists what is wrong with each of the others. Up to 5,000 rows a call; send more in several calls. It can be sent again at will.',
  security: 'operator',
  body: {
    kind: 'rows',
    description:
      'UTF-8. NDJSON has one object a line; `price` is taken for `price_minor`. CSV (RFC 4180) has the names of its columns in the first line. Other members and columns are ignored.',
    row: productRow.meta({ id: 'ImportRow' }),
    examples: {
      'application/x-ndjson':
        '{"sku":"LANTERN-OAK","name":"Oak Storm Lantern","price_minor":4200,"currency":"GBP"}\n{"sku":"MUG-SLATE","name":"Slate Stoneware Mug","price_minor":1450,"currency":"GBP"}\n',
      'text/csv':
        'sku,name,price_minor,currency\nLANTERN-OAK,Oak Storm Lantern,4200,GBP\nMUG-SLATE,"Slate Stoneware Mug",1450,GBP\n',
    },
  },
  answers: [
    {
      status: 200,
      description:
        'Done, even if every row was bad: look at `errors`, correct those rows and send them again.',
      schema: importResult,
      example: {
        imported: 1,
        errors: [{ row: 2, field: 'price_minor', message: 'found -1; allowed: at least 1' }],
      },
    },
  ],
  problems: ['store_unavailable'],
};

/** The operators' side of the catalogue. */
export const ADMIN_PRODUCT_ROUTES: readonly RouteDescription[] = [PUT_PRODUCT, IMPORT_PRODUCTS];
