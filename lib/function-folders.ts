/** Folders in `lambdas/` of the functions behind the API. */
export const API_FUNCTIONS = [
  'place-order',
  'products',
  'carts',
  'orders',
  'cancel-order',
  'payment-webhook',
  'admin',
  'health',
] as const;

/** Folders of the other functions of a Region stack: nobody waits for their answer. */
const REGION_BACKGROUND_FUNCTIONS = [
  'advance-orders',
  'sweep-orders',
  'settle-stock',
  'run-audit',
  'reconcile',
  'forget-customer',
  'error-budget',
] as const;

/** Folders of all functions that no shopper waits for, the probe included, which has a stack of its own. */
export const BACKGROUND_FUNCTIONS = [...REGION_BACKGROUND_FUNCTIONS, 'probe-region'] as const;

/** Folders of all functions of a Region stack. */
export const REGION_FUNCTIONS = [...API_FUNCTIONS, ...REGION_BACKGROUND_FUNCTIONS] as const;

/** Folders of all functions. */
export const FUNCTIONS = [...API_FUNCTIONS, ...BACKGROUND_FUNCTIONS] as const;
