import { type Answer } from '../../web/api/call';
import { type Problem } from '../../web/api/problem';
import { type Cart, type PlacedOrder, type Product } from '../../web/api/types';
import { keepIn, type Keep } from '../../web/state/keep';

/** Storage in memory, as a browser has it. */
export function storage(): { texts: Map<string, string>; keep: Keep } {
  const texts = new Map<string, string>();
  const keep = keepIn({
    getItem: (name) => texts.get(name) ?? null,
    setItem: (name, text) => void texts.set(name, text),
    removeItem: (name) => void texts.delete(name),
  });
  return { texts, keep };
}

export const ok = <T>(body: T, status = 200): Answer<T> => ({ kind: 'ok', status, body, replayed: false });

type Failure = Exclude<Answer<never>, { kind: 'ok' }>;

export const unreachable: Failure = { kind: 'unreachable' };

export function problem(status: number, code: string, more: Partial<Problem> = {}): Failure {
  return { kind: 'problem', problem: { status, code, members: {}, ...more } };
}

export const product = (sku: string, price = 500, currency = 'GBP'): Product => ({
  sku,
  name: `The ${sku}`,
  price,
  currency,
});

/** A cart of the server, all of it at 500 pence. */
export function serverCart(quantities: Record<string, number>, unavailable: Cart['unavailable'] = []): Cart {
  const lines = Object.entries(quantities).map(([sku, quantity]) => ({
    sku,
    name: `The ${sku}`,
    quantity,
    price: 500,
    lineTotal: 500 * quantity,
  }));
  const total = lines.reduce((sum, { lineTotal }) => sum + lineTotal, 0);
  return { cartId: 'cart', lines, total, ...(lines.length > 0 && { currency: 'GBP' }), unavailable };
}

export const placedOrder: PlacedOrder = {
  orderId: 'ord_f99ff95d3cb31fec0cf78dce06fc57f8',
  orderToken: 'LBGTaDc-2mX8vQe4Rz0JkYw7Hn5sTf1uCp9dGo3iAbM',
  status: 'confirmed',
  lines: [{ sku: 'LAMP', name: 'Lamp', quantity: 2, price: 500 }],
  total: 1000,
  currency: 'GBP',
  message: 'Thank you. Your order is confirmed.',
};

const MOST_PAUSES = 200;

/** A clock that only pauses move on, at once. */
export function fakeTime(start = 1_000_000): {
  now: () => number;
  pauses: number[];
  sleep: (ms: number) => Promise<void>;
  pause: (ms: number) => { done: Promise<void>; wake: () => void };
} {
  let time = start;
  const pauses: number[] = [];
  const sleep = async (ms: number): Promise<void> => {
    pauses.push(ms);
    // A loop that never ends would otherwise hang, since no time goes by.
    if (pauses.length > MOST_PAUSES) throw new Error(`Paused ${MOST_PAUSES} times without coming to an end.`);
    time += ms;
  };
  return { now: () => time, pauses, sleep, pause: (ms) => ({ done: sleep(ms), wake: () => undefined }) };
}

/** Answers in turn; the last one is repeated. */
export function inTurn<T>(...answers: readonly T[]): () => T {
  let next = 0;
  return () => {
    const answer = answers[Math.min(next, answers.length - 1)];
    next += 1;
    if (answer === undefined) throw new Error('There is no answer to give: name at least one.');
    return answer;
  };
}

/** Lets everything that waits for nothing but other promises go on. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
