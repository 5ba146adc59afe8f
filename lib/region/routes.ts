import { type JsonSchema } from 'aws-cdk-lib/aws-apigateway';
import { CART_ITEM_SCHEMA, PLACE_ORDER_SCHEMA, PRODUCT_SCHEMA, RECEIPT_SCHEMA } from './request-models';

/** The functions that answer HTTP calls. */
export type HttpFunctionName =
  | 'products'
  | 'carts'
  | 'placeOrder'
  | 'orders'
  | 'cancelOrder'
  | 'paymentWebhook'
  | 'admin'
  | 'health';

/** Which of the configured throttles a route falls under. */
export type ThrottleName = 'default' | 'orders' | 'admin';

/** One method on one path of the API. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly function: HttpFunctionName;
  /** @default 'default' */
  readonly throttle?: ThrottleName;
  /** True when calls must be signed (SigV4) by a principal of the account. @default false */
  readonly signed?: boolean;
  /** Headers without which API Gateway answers 400 by itself. @default none */
  readonly requiredHeaders?: readonly string[];
  /** Model of a JSON body that is required. @default bodies reach the function unchecked */
  readonly body?: JsonSchema;
}

const SHOPPER_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/health', function: 'health' },
  { method: 'GET', path: '/health/live', function: 'health' },
  { method: 'GET', path: '/v1/products', function: 'products' },
  { method: 'GET', path: '/v1/products/{sku}', function: 'products' },
  { method: 'GET', path: '/v1/carts/{cartId}', function: 'carts' },
  { method: 'PUT', path: '/v1/carts/{cartId}/items/{sku}', function: 'carts', body: CART_ITEM_SCHEMA },
  { method: 'DELETE', path: '/v1/carts/{cartId}/items/{sku}', function: 'carts' },
  {
    method: 'POST',
    path: '/v1/orders',
    function: 'placeOrder',
    throttle: 'orders',
    requiredHeaders: ['Idempotency-Key'],
    body: PLACE_ORDER_SCHEMA,
  },
  { method: 'GET', path: '/v1/orders/{orderId}', function: 'orders' },
  { method: 'POST', path: '/v1/orders/{orderId}/cancel', function: 'cancelOrder', throttle: 'orders' },
  // Without a model: the signature covers the body byte for byte, and is checked before anything reads it.
  { method: 'POST', path: '/v1/payments/webhook', function: 'paymentWebhook' },
];

const ADMIN = { function: 'admin', throttle: 'admin', signed: true } as const;

const ADMIN_ROUTES: readonly Route[] = [
  { ...ADMIN, method: 'PUT', path: '/v1/admin/products/{sku}', body: PRODUCT_SCHEMA },
  { ...ADMIN, method: 'POST', path: '/v1/admin/products:import' },
  { ...ADMIN, method: 'POST', path: '/v1/admin/stock/{sku}/receipts', body: RECEIPT_SCHEMA },
  { ...ADMIN, method: 'GET', path: '/v1/admin/stock/{sku}' },
  { ...ADMIN, method: 'GET', path: '/v1/admin/orders' },
  { ...ADMIN, method: 'GET', path: '/v1/admin/orders/{orderId}' },
  { ...ADMIN, method: 'POST', path: '/v1/admin/orders/{orderId}/fulfil' },
  { ...ADMIN, method: 'GET', path: '/v1/admin/audit' },
  { ...ADMIN, method: 'GET', path: '/v1/admin/audit/{reportId}' },
];

/** Every route of the API. What is not here gets API Gateway's 403 `missing_authentication`. */
export const ROUTES: readonly Route[] = [...SHOPPER_ROUTES, ...ADMIN_ROUTES];
