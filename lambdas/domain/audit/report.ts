/** Result of an audit as GET /v1/admin/audit answers it (docs/architecture.md, promises P1 to P5). */
export interface AuditReport {
  readonly ok: boolean;
  /** P1: units committed beyond units received, over all SKUs. */
  readonly oversoldUnits: number;
  /** P5: SKUs whose sums do not agree, after a second look. At most 100 are listed. */
  readonly stockDifferences: readonly { sku: string; expectedAvailable: number; available: number }[];
  /** P3: charged (and not refunded) with no order that is to be paid. */
  readonly chargesWithoutOrder: readonly {
    intentId: string;
    orderId?: string;
    amount: number;
    currency: string;
  }[];
  /** P3: confirmed with no charge. */
  readonly ordersWithoutCharge: readonly { orderId: string }[];
  readonly duplicateCharges: readonly { orderId: string; intentIds: readonly string[] }[];
  /** Orders that owe a step and have been due for longer than a worker and a sweep need. */
  readonly stuckOrders: readonly { orderId: string; status: string; dueAt: number }[];
  readonly checked: { readonly skus: number; readonly orders: number; readonly charges: number };
  readonly at: string;
}

/**
 * How often the books of stock, orders and payments contradict each other, as far as a report lists it. An order that is
 * stuck is late, and no difference.
 */
export const differencesIn = (report: AuditReport): number =>
  report.stockDifferences.length +
  report.chargesWithoutOrder.length +
  report.ordersWithoutCharge.length +
  report.duplicateCharges.length +
  (report.oversoldUnits > 0 ? 1 : 0);

/** Port to the place where reports wait to be read. */
export interface ReportStore {
  save(reportId: string, report: AuditReport): Promise<void>;
  read(reportId: string): Promise<AuditReport | undefined>;
}

/** Port to the queue that starts an audit. */
export interface AuditQueue {
  start(reportId: string): Promise<void>;
}
