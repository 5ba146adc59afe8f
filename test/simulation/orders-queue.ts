import { MemoryWorkQueue } from '../../lambdas/adapters/memory/hand-off';
import { type WorkQueue } from '../../lambdas/domain/orders/hand-off';
import { type Network } from './network';

/** Handles a message's body; whether it was handled, so that it need not come again. */
export type Receive = (body: string) => Promise<boolean>;

/** Six times the time-out of its function, 60 s (lib/region/work-queue.ts). */
const VISIBILITY_MS = 6 * 60_000;

/** Receives after which SQS gives a message up (lib/region/work-queue.ts). */
const MAX_RECEIVES = 5;

/**
 * The orders queue of one Region, as SQS has it: each message comes at least once and in any order, again when its
 * worker failed or crashed, and to the dead-letter queue in the end.
 */
export class OrdersQueue {
  private readonly queue = new MemoryWorkQueue();
  /** Bodies of messages that were given up. */
  readonly dead: string[] = [];

  constructor(
    private readonly network: Network,
    private readonly region: string,
    private readonly receive: Receive,
  ) {}

  /** The port to it. */
  readonly port: WorkQueue = {
    advanceLater: async (...message) => {
      await this.queue.advanceLater(...message);
      this.takeOver();
    },
    hurry: async (orders) => {
      await this.queue.hurry(orders);
      this.takeOver();
    },
  };

  send(body: object, delaySeconds = 0): void {
    this.deliver(JSON.stringify(body), this.network.time + delaySeconds * 1000, 1);
  }

  private takeOver(): void {
    for (const { delaySeconds, ...body } of this.queue.messages.splice(0)) this.send(body, delaySeconds);
  }

  private deliver(body: string, until: number, receives: number): void {
    const ring = () => this.hand(body, receives);
    this.network.at({ region: this.region, until, label: `${this.region} delivers ${body}`, ring });
  }

  /** Its worker gets the message. Unless that deletes it, it is visible again after a while. */
  private hand(body: string, receives: number): void {
    const comesAgain = {
      region: this.region,
      until: this.network.time + VISIBILITY_MS,
      label: `${this.region} takes back ${body}`,
      ring: () => this.takeBack(body, receives),
    };
    this.network.at(comesAgain);
    if (this.network.doublesMessage()) this.deliver(body, this.network.time, receives + 1);
    void this.receive(body).then((isHandled) => {
      if (isHandled) this.network.cancel(comesAgain);
    });
  }

  private takeBack(body: string, receives: number): void {
    if (receives < MAX_RECEIVES) this.deliver(body, this.network.time, receives + 1);
    else this.dead.push(body);
  }
}
