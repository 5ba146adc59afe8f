import { errorMessage } from '../errors';
import { createSender, type OrderSender } from './post';
import { BenchFailed } from './section';

/** An order to send: JSON, and a key that was never used before. */
export interface OrderToSend {
  readonly idempotencyKey: string;
  readonly body: string;
}

/** Orders sent by a number of shoppers, each of whom waits for an answer before the next one. */
export interface Load {
  /** The regions' APIs; orders go to them in turn. */
  readonly apis: readonly URL[];
  readonly concurrency: number;
  /** No order is begun after this time, or after this number of orders. */
  readonly until: { readonly milliseconds: number; readonly orders?: number };
  /** Makes the next order. */
  readonly nextOrder: () => OrderToSend;
  readonly interrupted: AbortSignal;
}

/** What became of a load. */
export interface LoadResult {
  /** From the first order to the last answer. */
  readonly seconds: number;
  /** Of the orders answered 201, in milliseconds. */
  readonly latenciesMs: readonly number[];
  /** Answers other than 201, and broken connections: how often, and the first one's text. */
  readonly failures: { readonly count: number; readonly first: string | null };
}

/** Sends a load and measures it. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const senders = load.apis.map((api) => createSender(api, load.concurrency));
  try {
    return await measure(load, senders);
  } finally {
    senders.forEach((sender) => sender.close());
  }
}

async function measure(load: Load, senders: readonly OrderSender[]): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  const failures = { count: 0, first: null as string | null };
  const startedAt = performance.now();
  const deadline = startedAt + load.until.milliseconds;
  let begun = 0;
  const shopper = async () => {
    while (performance.now() < deadline && begun < (load.until.orders ?? Infinity)) {
      load.interrupted.throwIfAborted();
      const sender = senders[begun++ % senders.length];
      if (sender === undefined) return;
      const began = performance.now();
      const failure = await send(sender, load.nextOrder());
      if (failure === null) latenciesMs.push(performance.now() - began);
      else failures.first ??= failure;
      failures.count += failure === null ? 0 : 1;
    }
  };
  await Promise.all(Array.from({ length: load.concurrency }, shopper));
  return { seconds: (performance.now() - startedAt) / 1_000, latenciesMs, failures };
}

/** Null for a 201, else what came instead. */
async function send(sender: OrderSender, { idempotencyKey, body }: OrderToSend): Promise<string | null> {
  try {
    const answer = await sender.post(idempotencyKey, body);
    return answer.status === 201 ? null : `${answer.status} ${answer.body}`;
  } catch (error) {
    return errorMessage(error);
  }
}

/** A load in which most orders fail measures nothing. Throws {@link BenchFailed} with the first failure. */
export function expectOrders({ latenciesMs, failures }: LoadResult): void {
  if (latenciesMs.length > failures.count) return;
  throw new BenchFailed(
    `only ${latenciesMs.length} of ${latenciesMs.length + failures.count} orders were answered with 201; ` +
      `the first other answer: ${failures.first ?? 'none'}`,
  );
}
