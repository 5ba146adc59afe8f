import { type Cart, type Product } from '../api/types';
import { type LocalCart, type LocalLine } from './cart';

/** A line as it is shown. */
export interface ViewLine extends Product {
  readonly quantity: number;
  readonly lineTotal: number;
}

/** Why a line cannot be ordered now. */
export type WhyNot = 'unknown_product' | 'other_currency';

/** A line that is shown, but is in no total and in no order. */
export interface ViewUnavailable extends Product {
  readonly quantity: number;
  readonly reason: WhyNot;
}

/** The cart as it is shown: this browser's lines at the latest prices it knows. */
export interface CartView {
  readonly lines: readonly ViewLine[];
  readonly unavailable: readonly ViewUnavailable[];
  readonly total: number;
  /** `undefined` while there is nothing that can be ordered. */
  readonly currency: string | undefined;
  /** Units of all that can be ordered. */
  readonly units: number;
}

/** What to show of a cart; `server` is the latest answer about it, where there was one. */
export function cartView(local: LocalCart, server: Cart | undefined): CartView {
  const wanted = local.lines.filter(({ quantity }) => quantity > 0);
  const currency = server?.currency ?? wanted.find(({ gone }) => !gone)?.currency;
  const why = (line: LocalLine): WhyNot | undefined => whyNot(line, { server, currency });
  const lines = wanted
    .filter((line) => why(line) === undefined)
    .map((line) => ({ ...line, lineTotal: line.price * line.quantity }));
  const unavailable = wanted.flatMap((line) => {
    const reason = why(line);
    return reason === undefined ? [] : [{ ...line, reason }];
  });
  return {
    lines,
    unavailable,
    total: sum(lines.map(({ lineTotal }) => lineTotal)),
    currency: lines.length > 0 ? currency : undefined,
    units: sum(lines.map(({ quantity }) => quantity)),
  };
}

interface Where {
  readonly server: Cart | undefined;
  readonly currency: string | undefined;
}

function whyNot(line: LocalLine, { server, currency }: Where): WhyNot | undefined {
  if (line.gone) return 'unknown_product';
  const refused = server?.unavailable.find(({ sku }) => sku === line.sku);
  if (refused !== undefined)
    return refused.reason === 'other_currency' ? 'other_currency' : 'unknown_product';
  return line.currency === currency ? undefined : 'other_currency';
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
