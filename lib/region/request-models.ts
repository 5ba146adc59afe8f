import { type JsonSchema, JsonSchemaType, JsonSchemaVersion } from 'aws-cdk-lib/aws-apigateway';

/**
 * What API Gateway checks of a body before a function is started: its outline. The functions check the rest
 * and name every wrong field, so nothing is stated here that would hide those answers behind a shorter one.
 */

const anObject: JsonSchema = { type: JsonSchemaType.OBJECT };

/** Body of PUT /v1/carts/{cartId}/items/{sku}. */
export const CART_ITEM_SCHEMA: JsonSchema = {
  schema: JsonSchemaVersion.DRAFT4,
  title: 'CartItem',
  type: JsonSchemaType.OBJECT,
};

/** Body of POST /v1/orders. */
export const PLACE_ORDER_SCHEMA: JsonSchema = {
  schema: JsonSchemaVersion.DRAFT4,
  title: 'PlaceOrder',
  type: JsonSchemaType.OBJECT,
  required: ['lines', 'customer', 'payment'],
  properties: {
    lines: { type: JsonSchemaType.ARRAY, items: anObject },
    customer: anObject,
    payment: anObject,
  },
};

/** Body of PUT /v1/admin/products/{sku}. */
export const PRODUCT_SCHEMA: JsonSchema = {
  schema: JsonSchemaVersion.DRAFT4,
  title: 'Product',
  type: JsonSchemaType.OBJECT,
};

/** Body of POST /v1/admin/stock/{sku}/receipts. */
export const RECEIPT_SCHEMA: JsonSchema = {
  schema: JsonSchemaVersion.DRAFT4,
  title: 'Receipt',
  type: JsonSchemaType.OBJECT,
  required: ['receiptId', 'quantity'],
  properties: { receiptId: { type: JsonSchemaType.STRING }, quantity: { type: JsonSchemaType.INTEGER } },
};
