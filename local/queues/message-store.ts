import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { type StoredMessage } from './fauxqs';

/** What fauxqs tells about a queue's messages, if the queue has someone to tell. */
export interface MessageLog {
  insertMessage(queueName: string, message: StoredMessage): void;
  deleteMessage(messageId: string): void;
  deleteQueueMessages(queueName: string): void;
  /** A message was handed out for the `receiveCount`th time. */
  updateMessageInflight(
    messageId: string,
    receiptHandle: string,
    visibilityDeadline: number,
    receiveCount: number,
  ): void;
  /** A message that had been handed out is visible again. */
  updateMessageReady(messageId: string): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS messages (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, queue TEXT NOT NULL,
    message TEXT NOT NULL, receives INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS messages_queue ON messages (queue);`;

/**
 * The messages of all queues in the data directory's database. A message is there before its sender is
 * answered. A deletion may be lost with this process: SQS too delivers at least once.
 */
export class MessageStore {
  private readonly statements: Readonly<
    Record<'insert' | 'remove' | 'receive' | 'purge' | 'load', StatementSync>
  >;
  private readonly deleted = new Set<string>();

  constructor(private readonly database: DatabaseSync) {
    database.exec(SCHEMA);
    this.statements = {
      insert: database.prepare(
        'INSERT OR REPLACE INTO messages (id, queue, message, receives) VALUES (?, ?, ?, ?)',
      ),
      remove: database.prepare('DELETE FROM messages WHERE id = ?'),
      receive: database.prepare('UPDATE messages SET receives = ? WHERE id = ?'),
      purge: database.prepare('DELETE FROM messages WHERE queue = ?'),
      load: database.prepare('SELECT message, receives FROM messages WHERE queue = ? ORDER BY sequence'),
    };
  }

  /**
   * Messages that an earlier run left in a queue, in the order in which they were sent. Those that were in
   * flight are among them, as the functions that held them are gone.
   */
  load(queueArn: string): StoredMessage[] {
    return this.statements.load.all(queueArn).map(({ message, receives }) => ({
      ...(JSON.parse(String(message)) as StoredMessage),
      approximateReceiveCount: Number(receives),
    }));
  }

  /** What fauxqs is to tell about one queue. */
  logOf(queueArn: string): MessageLog {
    const { insert, receive, purge } = this.statements;
    return {
      insertMessage: (_name, message) => {
        // A move to the dead-letter queue is told as a deletion and an insertion; this makes it one step.
        this.deleted.delete(message.messageId);
        insert.run(message.messageId, queueArn, JSON.stringify(message), message.approximateReceiveCount);
      },
      deleteMessage: (id) => this.deleteSoon(id),
      deleteQueueMessages: () => purge.run(queueArn),
      updateMessageInflight: (id, _receipt, _deadline, receiveCount) => receive.run(receiveCount, id),
      updateMessageReady: () => undefined,
    };
  }

  /** Writes the deletions that are still owed. */
  flush(): void {
    if (!this.database.isOpen) return;
    for (const id of this.deleted) this.statements.remove.run(id);
    this.deleted.clear();
  }

  private deleteSoon(id: string): void {
    if (this.deleted.size === 0) setImmediate(() => this.flush());
    this.deleted.add(id);
  }
}
