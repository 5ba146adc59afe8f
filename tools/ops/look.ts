import { type Letter, type MessageQueue, MOST_A_CALL, type Reply } from './message-queue';

/** What stands in a queue, as far as it was looked at. */
export interface Look {
  /** In the order in which they were handed out. */
  readonly letters: readonly Letter[];
  /** About how many there are in all; SQS counts approximately. */
  readonly standing: number;
}

/**
 * Looks at up to `limit` messages of a queue and lets them be: they are received, and visible again at once
 * afterwards. SQS has no other way to read a message; it counts the look as a receive, which a dead-letter
 * queue sets no limit to.
 */
export async function look(queue: MessageQueue, limit: number): Promise<Reply<Look>> {
  const counted = await queue.count();
  if (counted.kind === 'failed') return counted;
  const letters = new Map<string, Letter>();
  const read = await readInto(letters, queue, limit);
  const returned = await queue.putBack([...letters.values()]);
  if (read.kind === 'failed') return read;
  if (returned.kind === 'failed') return returned;
  const standing = Math.max(counted.value, letters.size);
  return { kind: 'ok', value: { letters: [...letters.values()], standing } };
}

/** Ends when nothing new comes: a message may be delivered twice. */
async function readInto(
  letters: Map<string, Letter>,
  queue: MessageQueue,
  limit: number,
): Promise<Reply<void>> {
  while (letters.size < limit) {
    const received = await queue.receive(Math.min(MOST_A_CALL, limit - letters.size));
    if (received.kind === 'failed') return received;
    const before = letters.size;
    for (const letter of received.value) letters.set(letter.id, letter);
    if (letters.size === before) break;
  }
  return { kind: 'ok', value: undefined };
}
