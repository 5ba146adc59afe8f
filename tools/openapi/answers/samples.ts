import { orderIdOf } from '../../../lambdas/domain/orders/identity';

const IDEMPOTENCY_KEY = '3f0d1c52-8a0e-4f43-9d0b-6f0c6a4c2a11';

/** Values that the examples share, so that one order can be followed through them. */
export const SAMPLE = {
  idempotencyKey: IDEMPOTENCY_KEY,
  orderId: orderIdOf(IDEMPOTENCY_KEY),
  orderToken: 'LBGTaDc-2mX8vQe4Rz0JkYw7Hn5sTf1uCp9dGo3iAbM',
  cartId: '5b0e8a0e-3c1d-4f5a-9a53-6f2f6f1a7d10',
  reportId: 'mbw1x2y3-0123456789abcdef',
  placedAt: '2026-03-14T09:26:53.000Z',
  confirmedAt: '2026-03-14T09:26:53.250Z',
  region: 'us-east-1',
} as const;

/** A line of the order in the examples. */
export const SAMPLE_LINE = {
  sku: 'LANTERN-OAK',
  name: 'Oak Storm Lantern',
  quantity: 2,
  price: 4200,
} as const;

/** What the order in the examples costs. */
export const SAMPLE_TOTAL = { total: 8400, currency: 'GBP' } as const;
