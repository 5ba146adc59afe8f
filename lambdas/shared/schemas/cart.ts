import * as z from 'zod';
import { MAX_QUANTITY } from '../../domain/orders/place-request';
import { integer } from './fields';

/** The id that a client made for its cart, in lower case: both spellings of a UUID are one id (RFC 9562). */
export const cartId = z
  .uuid({ error: 'allowed: a UUID such as 0e0f8a5c-5d0b-4b7e-9d38-5f2a6c1e7b90' })
  .toLowerCase()
  .describe('A UUID that the client makes');

/** Body of PUT /v1/carts/{cartId}/items/{sku}. */
export const cartItemBody = z.strictObject({ quantity: integer(1, MAX_QUANTITY) });
