import { type Lanes, type LanesResult, runLanes } from './lanes';
import { createSender, type OrderSender } from './post';
import { BenchFailed } from './section';

/** An order to send: JSON, and a key that was never used before. */
export interface OrderToSend {
  readonly idempotencyKey: string;
  readonly body: string;
}

/** Orders sent over HTTP by a number of shoppers at a time. */
export interface Load extends Omit<Lanes, 'once'> {
  /** The regions' APIs; orders go to them in turn. */
  readonly apis: readonly URL[];
  /** Makes the next order. */
  readonly nextOrder: () => OrderToSend;
}

/** Sends a load and measures it: a turn succeeds when its order is answered with 201. */
export async function runLoad({ apis, nextOrder, ...lanes }: Load): Promise<LanesResult> {
  const senders = apis.map((api) => createSender(api, lanes.concurrency));
  const once = async (turn: number) => {
    const sender = senders[turn % senders.length];
    return sender === undefined ? 'no region' : send(sender, nextOrder());
  };
  try {
    return await runLanes({ ...lanes, once });
  } finally {
    senders.forEach((sender) => sender.close());
  }
}

async function send(sender: OrderSender, { idempotencyKey, body }: OrderToSend): Promise<string | null> {
  const answer = await sender.post(idempotencyKey, body);
  return answer.status === 201 ? null : `${answer.status} ${answer.body}`;
}

/** A load in which most orders fail measures nothing. Throws {@link BenchFailed} with the first failure. */
export function expectOrders({ latenciesMs, failures }: LanesResult): void {
  if (latenciesMs.length > failures.count) return;
  throw new BenchFailed(
    `only ${latenciesMs.length} of ${latenciesMs.length + failures.count} orders were answered with 201; ` +
      `the first other answer: ${failures.first ?? 'none'}`,
  );
}
