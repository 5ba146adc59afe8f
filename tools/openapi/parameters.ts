import * as z from 'zod';
import { ORDER_ID_PATTERN } from '../../lambdas/domain/orders/identity';
import { IDEMPOTENCY_KEY_PATTERN } from '../../lambdas/shared/http/idempotency-key';
import { cartId } from '../../lambdas/shared/schemas/cart';
import { sku } from '../../lambdas/shared/schemas/fields';
import { reportId } from './answers/audit';
import { SAMPLE, SAMPLE_LINE } from './answers/samples';
import { inlineSchema } from './json-schema';
import { type Parameter } from './model';

/** The SKU in a path. */
export const SKU: Parameter = {
  in: 'path',
  name: 'sku',
  description: 'Stock keeping unit',
  schema: sku,
  example: SAMPLE_LINE.sku,
};

/** The order in a path. */
export const ORDER_ID: Parameter = {
  in: 'path',
  name: 'orderId',
  description: '`orderId` of the answer that placed the order',
  schema: z.string().regex(ORDER_ID_PATTERN),
  example: SAMPLE.orderId,
};

/** The cart in a path. */
export const CART_ID: Parameter = {
  in: 'path',
  name: 'cartId',
  description: 'A UUID that the client makes, at random: whoever knows it can see and change the cart',
  schema: cartId,
  example: SAMPLE.cartId,
};

/** The audit report in a path. */
export const REPORT_ID: Parameter = {
  in: 'path',
  name: 'reportId',
  description: '`reportId` of the answer that started the audit',
  schema: reportId,
  example: SAMPLE.reportId,
};

/** The key of a checkout. */
export const IDEMPOTENCY_KEY: Parameter = {
  in: 'header',
  name: 'Idempotency-Key',
  required: true,
  description:
    'Names this order, across Regions and for ever: 1 to 255 printable ASCII characters. Make a new random one (a UUID) for each order that a shopper wants, and send the same one with each attempt at it.',
  schema: z.string().min(1).max(255).regex(IDEMPOTENCY_KEY_PATTERN),
  example: SAMPLE.idempotencyKey,
};

/** As OpenAPI has it. */
export function parameterObject(parameter: Parameter): Record<string, unknown> {
  const { name, description, schema, io = 'input', required, example } = parameter;
  return {
    in: parameter.in,
    name,
    description,
    required: required ?? parameter.in === 'path',
    schema: withoutDescription(inlineSchema(schema, io)),
    ...(example === undefined ? {} : { example }),
  };
}

/** The parameter has one of its own. */
function withoutDescription({ description: _, ...schema }: Readonly<Record<string, unknown>>) {
  return schema;
}
