import { type Letter, type MessageQueue, MOST_A_CALL } from './message-queue';

/** What to move, and how to know about it. */
export interface Move {
  readonly from: MessageQueue;
  readonly to: MessageQueue;
  /** Ids of the messages that were looked at and chosen; no other is moved. */
  readonly chosen: readonly string[];
  /** The message to send, or why there is none. */
  readonly toBody: (body: string) => { kind: 'body'; body: string } | { kind: 'unfit'; why: string };
  /** Once aborted, the message at hand is finished and no other begun. */
  readonly interrupted: AbortSignal;
  readonly onDone: (done: number) => void;
}

/** How a move ended. `left` are chosen messages that are not begun, or that somebody else has taken. */
export interface Moved {
  readonly moved: number;
  readonly left: number;
  readonly failures: readonly string[];
}

/**
 * Moves chosen messages one by one: sends each to the main queue, then removes it from the dead-letter queue.
 * In this order a crash in between leaves a message in both queues, which is harmless because every step of an
 * order can be repeated; the other order would lose it.
 */
export async function move(task: Move): Promise<Moved> {
  const mover = new Mover(task);
  await mover.run();
  return mover.result();
}

class Mover {
  private readonly open: Set<string>;
  private readonly known = new Set<string>();
  /** Received, but to stay: visible again at the end, so that they are not received over and over. */
  private readonly staying: Letter[] = [];
  private readonly failures: string[] = [];
  private moved = 0;

  constructor(private readonly task: Move) {
    this.open = new Set(task.chosen);
  }

  async run(): Promise<void> {
    while (this.open.size > 0 && !this.task.interrupted.aborted) {
      const received = await this.task.from.receive(MOST_A_CALL);
      if (received.kind === 'failed') {
        this.failures.push(received.message);
        break;
      }
      if (received.value.every(({ id }) => this.known.has(id))) break;
      await this.takeAll(received.value);
    }
    const returned = await this.task.from.putBack(this.staying);
    if (returned.kind === 'failed') this.failures.push(returned.message);
  }

  result(): Moved {
    return { moved: this.moved, left: this.open.size, failures: this.failures };
  }

  private async takeAll(letters: readonly Letter[]): Promise<void> {
    for (const letter of letters) {
      this.known.add(letter.id);
      const isChosen = this.open.has(letter.id) && !this.task.interrupted.aborted;
      if (isChosen) await this.take(letter);
      else this.staying.push(letter);
    }
  }

  private async take(letter: Letter): Promise<void> {
    this.open.delete(letter.id);
    const why = await this.whyNotMoved(letter);
    if (why === null) this.moved += 1;
    else {
      this.failures.push(`${letter.id}: ${why}`);
      this.staying.push(letter);
    }
    this.task.onDone(this.task.chosen.length - this.open.size);
  }

  private async whyNotMoved(letter: Letter): Promise<string | null> {
    const { from, to, toBody } = this.task;
    const next = toBody(letter.body);
    if (next.kind === 'unfit') return next.why;
    const sent = await to.send(next.body);
    if (sent.kind === 'failed') return `not sent: ${sent.message}`;
    const removed = await from.remove(letter);
    return removed.kind === 'ok'
      ? null
      : `sent, but not removed, so that it may be sent again: ${removed.message}`;
  }
}
