import { type Random } from '../runtime';

/**
 * One try at placing an order or a withdrawal. Its op ids name its requests: `<attempt>.<n>`, each
 * used for one request only (R1).
 */
export class Attempt {
  private requests = 0;

  /** `owner` is the key of the record that will decide the attempt's journal entries. */
  constructor(
    readonly id: string,
    readonly owner: string,
  ) {}

  static begin(owner: string, random: Random): Attempt {
    return new Attempt(random.id(), owner);
  }

  nextOpId(): string {
    this.requests += 1;
    return `${this.id}.${this.requests}`;
  }
}

/** The attempt that made a request. */
export function attemptOf(opId: string): string {
  return opId.slice(0, opId.lastIndexOf('.'));
}

/** Entry that proves that an order's stock went back (R3). */
export const returnEntry = (orderId: string): string => `return:${orderId}`;

/** Entry that proves that a receipt's stock came in (R6). */
export const receiptEntry = (receiptId: string): string => `receipt:${receiptId}`;

export const isReturnEntry = (opId: string): boolean => opId.startsWith('return:');
export const isReceiptEntry = (opId: string): boolean => opId.startsWith('receipt:');

/** Key under which journal entries name a receipt as their owner. A SKU contains no `#`. */
export const receiptKey = (sku: string, receiptId: string): string => `RECEIPT#${sku}#${receiptId}`;

/** What an owner key stands for. */
export type Owner =
  | { readonly kind: 'order'; readonly orderId: string }
  | { readonly kind: 'receipt'; readonly sku: string; readonly receiptId: string };

/** Reads an owner key back; `undefined` if it is none. */
export function parseOwner(key: string): Owner | undefined {
  const [type, first, ...rest] = key.split('#');
  if (type === 'ORDER' && first) return { kind: 'order', orderId: first };
  if (type === 'RECEIPT' && first) return { kind: 'receipt', sku: first, receiptId: rest.join('#') };
  return undefined;
}
