import { type JsonSchema, JsonSchemaType, JsonSchemaVersion } from 'aws-cdk-lib/aws-apigateway';

/**
 * What API Gateway checks of a body before a function is started: that it is one JSON object. The functions
 * check what is in it and name every wrong field; API Gateway says what is wrong, but not where, so each thing
 * that is stated here would hide a better answer.
 */
function anObject(title: string): JsonSchema {
  return { schema: JsonSchemaVersion.DRAFT4, title, type: JsonSchemaType.OBJECT };
}

/** Body of PUT /v1/carts/{cartId}/items/{sku}. */
export const CART_ITEM_SCHEMA = anObject('CartItem');

/** Body of POST /v1/orders. */
export const PLACE_ORDER_SCHEMA = anObject('PlaceOrder');

/** Body of PUT /v1/admin/products/{sku}. */
export const PRODUCT_SCHEMA = anObject('Product');

/** Body of POST /v1/admin/stock/{sku}/receipts. */
export const RECEIPT_SCHEMA = anObject('Receipt');
