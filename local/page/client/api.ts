import { type Faults } from '../../types';
import { type StockRow } from '../shape';

/** What came of a call: its JSON, or why there is none, in the API's own words. */
export type Reply<T> =
  | { readonly kind: 'done'; readonly body: T }
  | { readonly kind: 'refused'; readonly why: string };

interface Problem {
  readonly title?: string;
  readonly detail?: string;
}

async function call<T>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
  try {
    const answer = await fetch(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const value: unknown = await answer.json();
    return answer.ok ? { kind: 'done', body: value as T } : { kind: 'refused', why: told(value as Problem) };
  } catch {
    return { kind: 'refused', why: 'The local cloud does not answer.' };
  }
}

const told = ({ title, detail }: Problem): string => [title, detail].filter(Boolean).join(': ');

/** Replaces the faults in force. */
export const putFaults = (faults: Faults | Record<string, never>): Promise<Reply<{ faults: Faults }>> =>
  call('PUT', 'faults', faults);

/** Has CloudWatch's clock run so much faster than real time. */
export const putSpeed = (speed: number): Promise<Reply<{ speed: number }>> => call('PUT', 'clock', { speed });

/** Works until nothing is owed. */
export const settle = (): Promise<Reply<{ rounds: number }>> => call('POST', 'settle');

/** Report of an audit (GET /v1/admin/audit). */
export interface AuditReport {
  readonly ok?: boolean;
  readonly reportId?: string;
  readonly oversoldUnits?: number;
  readonly stockDifferences?: readonly unknown[];
  readonly chargesWithoutOrder?: readonly unknown[];
  readonly ordersWithoutCharge?: readonly unknown[];
  readonly duplicateCharges?: readonly unknown[];
  readonly stuckOrders?: readonly unknown[];
  readonly checked?: { readonly skus: number; readonly orders: number; readonly charges: number };
}

/** Holds orders, stock and charges against each other. */
export const audit = (): Promise<Reply<AuditReport>> => call('POST', 'audit');

/** SKUs that contain a text. */
export const searchStock = (text: string): Promise<Reply<{ items: StockRow[] }>> =>
  call('GET', `stock?q=${encodeURIComponent(text)}`);

/** One SKU (GET /v1/admin/stock/{sku}), in units. */
export interface StockDetails {
  readonly sku: string;
  readonly received: number;
  readonly withdrawn: number;
  readonly available: number;
  readonly held: number;
  readonly sold: number;
  readonly buckets: readonly {
    readonly bucket: number;
    readonly available: number;
    readonly journal: number;
  }[];
}

/** Where all units of a SKU are. */
export const stockOf = (sku: string): Promise<Reply<StockDetails>> =>
  call('GET', `stock/${encodeURIComponent(sku)}`);

/** One order (GET /v1/admin/orders/{orderId}), as far as the page shows it. */
export interface OrderDetails {
  readonly orderId: string;
  readonly status: string;
  readonly total: number;
  readonly currency: string;
  readonly placedAt: string;
  readonly region: string;
  readonly tries: number;
  readonly owes?: readonly unknown[];
  readonly dueAt?: string;
  readonly customer?: { readonly email: string; readonly name?: string };
  readonly lines?: readonly {
    readonly sku: string;
    readonly name: string;
    readonly quantity: number;
    readonly price: number;
  }[];
  readonly history?: readonly { readonly status: string; readonly at: string }[];
}

/** Everything of an order. */
export const orderOf = (orderId: string): Promise<Reply<OrderDetails>> =>
  call('GET', `orders/${encodeURIComponent(orderId)}`);
