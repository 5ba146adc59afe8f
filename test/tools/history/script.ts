import { checkHistory } from '../../../tools/history/check';
import { type OrderStatus } from '../../../tools/history/format';
import { type History, readHistory } from '../../../tools/history/load';

/** A line of a hand-made history; its id and line number come from its place. */
export type ScriptLine = Readonly<Record<string, unknown>>;

/** When a request was sent, and when answered. */
export type When = readonly [sent: number, answered: number];

export const EAST = 'us-east-1';
export const WEST = 'us-west-2';

/** Units by SKU. */
type Units = Readonly<Record<string, number>>;

const asked = (op: string, [sent, answered]: When, region = EAST) => ({ op, region, sent, answered });

/** An answer that shows an order: 100 pence a unit unless said otherwise. */
export const order = (id: string, units: Units, status: OrderStatus = 'confirmed', price = 100) => ({
  status: status === 'confirmed' ? 201 : status === 'payment_pending' ? 202 : 200,
  replayed: false,
  order: {
    id,
    status,
    lines: Object.entries(units).map(([sku, quantity]) => [sku, quantity, price]),
    total: Object.values(units).reduce((sum, quantity) => sum + quantity * price, 0),
    currency: 'GBP',
  },
});

/** The order again, under the same key. */
export const replayed = (answer: ScriptLine): ScriptLine => ({ ...answer, replayed: true });

export const LOST: ScriptLine = { lost: 'timed_out' };

export const refused = (status: number, code: string): ScriptLine => ({ status, code });

/** 409, with what is left of what was asked for. */
export const soldOut = (
  sku: string,
  requested: number,
  available: number,
  mayReturn = false,
): ScriptLine => ({
  ...refused(409, 'out_of_stock'),
  short: [{ sku, requested, available }],
  mayReturn,
});

/** A checkout; `body` 2 stands for another body under the same key. */
export const place = (key: string, units: Units, when: When, answer: ScriptLine, body = 1): ScriptLine => ({
  ...asked('place', when),
  key,
  body,
  lines: Object.entries(units),
  ...answer,
});

export const show = (orderId: string, when: When, answer: ScriptLine, region = WEST): ScriptLine => ({
  ...asked('show', when, region),
  orderId,
  ...answer,
});

export const cancel = (orderId: string, when: When, answer: ScriptLine): ScriptLine => ({
  ...asked('cancel', when),
  orderId,
  ...answer,
});

export const receive = (
  sku: string,
  quantity: number,
  when: When,
  answer: ScriptLine = { status: 200, replayed: false },
  receiptId = 'receipt-1',
): ScriptLine => ({ ...asked('receive', when), sku, receiptId, quantity, ...answer });

/** A stock answer; `received` is the sum of the others unless given. */
export const stock = (
  sku: string,
  { available, held = 0, sold = 0, withdrawn = 0, ...more }: Units & { readonly available: number },
  when: When,
): ScriptLine => {
  const received = more['received'] ?? available + held + sold + withdrawn;
  return { ...asked('stock', when), sku, status: 200, stock: { received, available, held, sold, withdrawn } };
};

export const settle = (when: When): ScriptLine => ({ ...asked('settle', when), status: 200, settled: true });

/** The text of a history: these lines stand from line 2 on. */
export function textOf(lines: readonly ScriptLine[], newKeys = true): string[] {
  const header = {
    history: 'holdfast',
    version: 1,
    tool: 'test',
    startedAt: '2026-01-01T00:00:00Z',
    newKeys,
  };
  return [header, ...lines.map((line, index) => ({ id: index + 1, ...line }))].map((line) =>
    JSON.stringify(line),
  );
}

/** Reads a hand-made history. */
export const historyOf = (texts: readonly string[]): Promise<History> =>
  readHistory(texts.map((text, index) => ({ number: index + 1, text })));

/** What the checker finds: the rule, and the lines that it quotes. */
export async function findings(
  lines: readonly ScriptLine[],
  newKeys = true,
): Promise<readonly { readonly rule: string; readonly lines: readonly number[] }[]> {
  const { results } = checkHistory(await historyOf(textOf(lines, newKeys)));
  return results.flatMap((result) => result.findings.map(({ rule, lines }) => ({ rule, lines })));
}
