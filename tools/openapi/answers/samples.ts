/** Values that the examples share, so that one order can be followed through them. */
export const SAMPLE = {
  orderId: 'ord_1e38e45b74e56302c9ef2c9521d937e0',
  orderToken: 'LBGTaDc-2mX8vQe4Rz0JkYw7Hn5sTf1uCp9dGo3iAbM',
  cartId: '5b0e8a0e-3c1d-4f5a-9a53-6f2f6f1a7d10',
  reportId: 'mbw1x2y3-0123456789abcdef',
  placedAt: '2026-03-14T09:26:53.000Z',
  confirmedAt: '2026-03-14T09:26:53.250Z',
  region: 'us-east-1',
} as const;

/** A line of the order in the examples. */
export const SAMPLE_LINE = { sku: 'LANTERN-OAK', name: 'Oak lantern', quantity: 2, price: 4200 } as const;

/** What the order in the examples costs. */
export const SAMPLE_TOTAL = { total: 8400, currency: 'GBP' } as const;
