import { adminFunction } from '../../../lambdas/admin/admin-api';
import { caller } from '../support/events';
import { memoryShop } from '../support/shop';

/** The admin function on a shop in memory. */
export function admin() {
  const shop = memoryShop();
  const { catalogue, audits, reports } = shop.stores;
  const handler = adminFunction({ ...shop, catalogue, audits, reports, stock: shop.deps });
  return { shop, handler, call: caller(handler) };
}
