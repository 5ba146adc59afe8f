import { type AskPart, type OrderStatus, type StockPart } from './format';
import { type Lines } from './lines';

/** Any request, with its place in the file and in time. */
export interface Timed {
  /** Line of the answer, from 1; of the question where there is no answer. */
  readonly line: number;
  readonly region: string;
  /** Milliseconds since the recording began; what the request did it did not do before. */
  readonly sent: number;
  /** Nor after this, where there is an answer; when it was lost, it may take effect at any later time. */
  readonly answered: number;
}

/** An order as an answer shows it. */
export interface OrderSeen {
  readonly id: string;
  readonly status: OrderStatus;
  readonly lines: Lines;
  /** In minor units. */
  readonly total: number;
  readonly currency: string;
}

/** What came back; `lost` when nothing did that can be read. */
export type Outcome =
  | { readonly kind: 'lost'; readonly why: string }
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly code: string;
      readonly replayed: boolean;
      readonly order?: OrderSeen | undefined;
      readonly stock?: StockPart | undefined;
      readonly short?: readonly ShortSeen[] | undefined;
      readonly mayReturn?: boolean | undefined;
      readonly settled?: boolean | undefined;
    };

export type Answered = Extract<Outcome, { kind: 'answered' }>;

/** A line that could not be had. */
export interface ShortSeen {
  readonly sku: string;
  readonly requested: number;
  readonly available: number;
}

type Asking<Op extends AskPart['op']> = Extract<AskPart, { op: Op }>;
type Made<T> = Timed & Omit<T, 'id' | 'sent' | 'region'> & { readonly outcome: Outcome };

/** POST /v1/orders. */
export type Placement = Made<Omit<Asking<'place'>, 'lines'>> & { readonly lines: Lines };
/** GET of an order. */
export type Showing = Made<Asking<'show'>>;
export type Cancellation = Made<Asking<'cancel'>>;
/** POST of a receipt of stock. */
export type Receiving = Made<Asking<'receive'>>;
/** GET of a SKU's stock. */
export type StockReading = Made<Asking<'stock'>>;
export type Settling = Made<Asking<'settle'>>;
export type Operation = Placement | Showing | Cancellation | Receiving | StockReading | Settling;

/**
 * Whether a request surely had no effect and never will: the shop refused it. A 5xx says no such thing, and 402
 * names an order that was recorded and is over.
 */
export function isRefused({ outcome }: { readonly outcome: Outcome }): boolean {
  if (outcome.kind === 'lost') return false;
  return outcome.status >= 400 && outcome.status < 500 && outcome.status !== 402;
}

/** The answer, where it is a success. */
export function successOf({ outcome }: { readonly outcome: Outcome }): Answered | null {
  return outcome.kind === 'answered' && outcome.status < 300 ? outcome : null;
}
