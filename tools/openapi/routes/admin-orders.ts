import { owedOrdersQuery } from '../../../lambdas/shared/schemas/queries';
import { operatorOrder, orderHead, owedOrders } from '../answers/operations';
import { SAMPLE, SAMPLE_LINE, SAMPLE_TOTAL } from '../answers/samples';
import { type RouteDescription } from '../model';
import { NO_INPUT } from '../no-input';
import { ORDER_ID } from '../parameters';

const { owed, dueBefore, limit } = owedOrdersQuery.shape;

const WAITING = {
  orderId: SAMPLE.orderId,
  status: 'OPEN',
  owes: [],
  tries: 1,
  dueAt: '2026-03-14T09:27:23.000Z',
  workRegion: SAMPLE.region,
  ...SAMPLE_TOTAL,
  placedAt: SAMPLE.placedAt,
  region: SAMPLE.region,
};

const LIST_OWED: RouteDescription = {
  method: 'GET',
  path: '/v1/admin/orders',
  operationId: 'listOwedOrders',
  tag: 'Operations',
  summary: 'List orders that owe a step',
  description:
    'Orders of all Regions whose next step (charging, refunding, giving stock back, telling somebody) is due, the longest due first. The list is short while all is well; orders that stay in it need a look.',
  security: 'operator',
  parameters: [
    {
      in: 'query',
      name: 'owed',
      required: true,
      description: 'Only orders that owe something can be listed',
      schema: owed,
      example: 'true',
    },
    {
      in: 'query',
      name: 'dueBefore',
      description: 'Those due by this time: ISO 8601, or milliseconds since the epoch. Now, when left out.',
      schema: dueBefore,
      example: '2026-03-14T10:00:00Z',
    },
    { in: 'query', name: 'limit', description: 'Orders to list', schema: limit, io: 'output' },
  ],
  answers: [
    {
      status: 200,
      description: 'The orders, without their shoppers.',
      schema: owedOrders,
      example: { items: [WAITING] },
    },
  ],
  problems: ['invalid_request', 'store_unavailable'],
};

const GET_ORDER: RouteDescription = {
  method: 'GET',
  path: '/v1/admin/orders/{orderId}',
  operationId: 'getOrderAsOperator',
  tag: 'Operations',
  summary: 'Show everything of an order',
  description: 'With the state of its saga, its shopper and the buckets that its units came from.',
  security: 'operator',
  parameters: [ORDER_ID],
  answers: [
    {
      status: 200,
      description: 'The order. Never with its means of payment.',
      schema: operatorOrder,
      example: {
        ...WAITING,
        attempt: '0mbw1x2y3z-0123456789abcdef',
        version: 2,
        released: false,
        intentId: 'pi_3OqJ8K2eZvKYlo2C0a1b2c3d',
        lines: [SAMPLE_LINE],
        customer: { email: 'ada@example.com', name: 'Ada Lovelace' },
        allocations: [
          {
            opId: '0mbw1x2y3z-0123456789abcdef.0',
            sku: SAMPLE_LINE.sku,
            bucket: 3,
            quantity: 2,
            resent: false,
          },
        ],
        history: [{ status: 'OPEN', at: SAMPLE.placedAt }],
      },
    },
  ],
  problems: ['order_not_found', 'store_unavailable'],
};

const FULFIL_ORDER: RouteDescription = {
  method: 'POST',
  path: '/v1/admin/orders/{orderId}/fulfil',
  operationId: 'fulfilOrder',
  tag: 'Operations',
  summary: 'Say that the goods of an order have left',
  description:
    'From then on it cannot be cancelled. Call it before the goods leave: of a cancellation and this call only one succeeds. Sending it again changes nothing.',
  security: 'operator',
  parameters: [ORDER_ID],
  body: NO_INPUT,
  answers: [
    {
      status: 200,
      description: 'Fulfilled, now or before: `fulfilledAt` tells when.',
      schema: orderHead,
      example: {
        orderId: SAMPLE.orderId,
        status: 'CONFIRMED',
        owes: [],
        tries: 0,
        ...SAMPLE_TOTAL,
        placedAt: SAMPLE.placedAt,
        fulfilledAt: '2026-03-15T08:00:00.000Z',
        region: SAMPLE.region,
      },
    },
  ],
  problems: ['order_not_found', 'not_fulfillable', 'store_unavailable'],
};

/** The operators' side of orders. */
export const ADMIN_ORDER_ROUTES: readonly RouteDescription[] = [LIST_OWED, GET_ORDER, FULFIL_ORDER];
