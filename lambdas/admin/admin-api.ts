import { type AuditQueue, type ReportStore } from '../domain/audit/report';
import { type Catalogue } from '../domain/catalogue/catalogue';
import { type StockDeps } from '../domain/deps';
import { apiFunction, type ApiHandler, type ApiRuntime } from '../shared/http/api-function';
import { router } from '../shared/http/router';
import { showReport, startAudit } from './audits';
import { importProducts } from './import-products';
import { fulfil, listOwedOrders, showOrder } from './orders';
import { putProduct } from './products';
import { applyStockReceipt, showStock } from './stock';

/** What the operators' routes need. */
export interface AdminDeps extends ApiRuntime {
  readonly catalogue: Catalogue;
  readonly stock: StockDeps;
  readonly audits: AuditQueue;
  readonly reports: ReportStore;
}

/** The function behind /v1/admin. API Gateway has checked the operator's signature (AWS_IAM). */
export function adminFunction(deps: AdminDeps): ApiHandler {
  return apiFunction(
    router({
      'PUT /v1/admin/products/{sku}': (call) => putProduct(deps, call),
      'POST /v1/admin/products:import': (call) => importProducts(deps, call),
      'POST /v1/admin/stock/{sku}/receipts': (call) => applyStockReceipt(deps, call),
      'GET /v1/admin/stock/{sku}': (call) => showStock(deps, call),
      'GET /v1/admin/orders': (call) => listOwedOrders(deps, call),
      'GET /v1/admin/orders/{orderId}': (call) => showOrder(deps, call),
      'POST /v1/admin/orders/{orderId}/fulfil': (call) => fulfil(deps, call),
      'GET /v1/admin/audit': () => startAudit(deps),
      'GET /v1/admin/audit/{reportId}': (call) => showReport(deps, call),
    }),
    deps,
  );
}
