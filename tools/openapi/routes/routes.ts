import { type RouteDescription } from '../model';
import { ADMIN_ORDER_ROUTES } from './admin-orders';
import { ADMIN_PRODUCT_ROUTES } from './admin-products';
import { ADMIN_STOCK_ROUTES } from './admin-stock';
import { AUDIT_ROUTES } from './admin-audit';
import { CART_ROUTES } from './carts';
import { HEALTH_ROUTES } from './health';
import { ORDER_ROUTES } from './orders';
import { PRODUCT_ROUTES } from './products';
import { WEBHOOK_ROUTE } from './webhooks';

/** Every route of lib/region/routes.ts, in the order in which a reader meets them. */
export const DESCRIBED_ROUTES: readonly RouteDescription[] = [
  ...PRODUCT_ROUTES,
  ...CART_ROUTES,
  ...ORDER_ROUTES,
  WEBHOOK_ROUTE,
  ...HEALTH_ROUTES,
  ...ADMIN_PRODUCT_ROUTES,
  ...ADMIN_STOCK_ROUTES,
  ...ADMIN_ORDER_ROUTES,
  ...AUDIT_ROUTES,
];
