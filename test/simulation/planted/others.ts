import { type PlantedBug } from './planted-bug';

const DOMAIN = 'lambdas/domain';

/**
 * Bugs in coupons, order tokens, queues and the erasing of personal data.
 */
export const OTHER_BUGS: readonly PlantedBug[] = [
  {
    name: 'a coupon is issued again by each worker who comes to it',
    seed: 293,
    within: 4_000,
    file: `${DOMAIN}/coupons/issue-coupon.ts`,
    replace: 'receiptId: order.id,',
    by: 'receiptId: deps.random.id(),',
  },
  {
    name: 'the token of any order cancels every order',
    seed: 5,
    within: 3_000,
    file: 'lambdas/shared/http/order-token.ts',
    replace: 'if (!opens) throw',
    by: "if (!opens && token === '') throw",
  },
  {
    name: 'an order that has to wait goes back to the queue instead of being sent anew',
    seed: 606,
    within: 3_000,
    file: 'lambdas/advance-orders/advance-orders.ts',
    replace: '      return comeBack(saga, message, look);',
    by: "      throw Object.assign(new Error('come again'), { code: 'store_unavailable' });",
  },
  {
    name: 'personal data is erased while a step is owed',
    seed: 13,
    within: 3_000,
    file: `${DOMAIN}/personal-data/forget.ts`,
    replace: "if (order.work !== undefined) return { kind: 'not_yet', why: 'step_owed' };",
    by: '',
  },
  {
    name: 'everybody is forgotten when one is',
    seed: 121,
    within: 3_000,
    file: `${DOMAIN}/personal-data/forget.ts`,
    replace: 'if (!isAbout(request.subject, details)) return undefined;',
    by: '',
  },
  {
    name: 'the address of goods that have not left is erased',
    seed: 1128,
    within: 3_000,
    file: `${DOMAIN}/personal-data/forget.ts`,
    replace: 'return toDeliver && !undelivered ?',
    by: 'return toDeliver && !undelivered && order.version < 0 ?',
  },
];
