import { type Answer } from './answers';
import { type CallerOptions, createCaller } from './caller';
import * as shapes from './shapes';
import { type Sign } from './sign';

/** A product of the catalogue; the price in minor units of an ISO 4217 currency. */
export interface CatalogueProduct {
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  readonly currency: string;
}

/** Units that arrived (or left, when negative); the same id is applied once. */
export interface StockReceipt {
  readonly receiptId: string;
  readonly quantity: number;
}

/** What an operator can call in one region; every call is signed. */
export interface OperatorClient {
  /** Up to 5,000 products a call; the answer counts rows from 1 within it. */
  importProducts(products: readonly CatalogueProduct[]): Promise<Answer<shapes.ImportResult>>;
  receiveStock(sku: string, receipt: StockReceipt): Promise<Answer<unknown>>;
  stock(sku: string): Promise<Answer<shapes.Stock>>;
  /** Up to 100 orders of all Regions for which a step is owed and due before then, oldest first. */
  owedOrders(dueBefore: Date): Promise<Answer<shapes.OwedOrders>>;
  /** Starts an audit: the report (200), or a reportId to ask for (202). */
  audit(): Promise<Answer<shapes.AuditAnswer>>;
  auditReport(reportId: string): Promise<Answer<shapes.AuditAnswer>>;
}

/** An operator's client; `sign` comes from createSigner with this region's name. */
export function createOperator(options: CallerOptions & { readonly sign: Sign }): OperatorClient {
  const call = createCaller(options);
  return {
    importProducts: (products) =>
      call({
        method: 'POST',
        path: '/v1/admin/products:import',
        contentType: 'application/x-ndjson',
        body: products.map(toImportRow).join(''),
        answer: shapes.importResult,
      }),
    receiveStock: (sku, receipt) =>
      call({
        method: 'POST',
        path: `${stockPath(sku)}/receipts`,
        body: receipt,
        answer: shapes.acknowledgement,
      }),
    stock: (sku) => call({ path: stockPath(sku), answer: shapes.stock }),
    owedOrders: (dueBefore) =>
      call({
        path: '/v1/admin/orders',
        query: { owed: 'true', dueBefore: dueBefore.toISOString(), limit: '100' },
        answer: shapes.owedOrders,
      }),
    audit: () => call({ path: '/v1/admin/audit', answer: shapes.auditAnswer }),
    auditReport: (reportId) =>
      call({ path: `/v1/admin/audit/${encodeURIComponent(reportId)}`, answer: shapes.auditAnswer }),
  };
}

function stockPath(sku: string): string {
  return `/v1/admin/stock/${encodeURIComponent(sku)}`;
}

/** One line of the call's NDJSON, with the columns of the import format. */
function toImportRow({ sku, name, price, currency }: CatalogueProduct): string {
  return `${JSON.stringify({ sku, name, price_minor: price, currency })}\n`;
}
