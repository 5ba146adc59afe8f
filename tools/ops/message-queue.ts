/** What a call to AWS came to; `message` tells a person what was wrong, where, and what to do. */
export type Reply<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'failed'; readonly message: string };

/** A message as it was received. */
export interface Letter {
  readonly id: string;
  readonly body: string;
  /** How often it was handed out, looks of operators included. */
  readonly receives: number;
  /** When it was sent first: a move to the dead-letter queue does not change it (SQS developer guide). */
  readonly sentAt: Date;
  /** Attributes that are text; those of the bus say why it could not deliver. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Of this receive: what putting back and removing refer to. */
  readonly handle: string;
}

/** One SQS queue of one Region. */
export interface MessageQueue {
  readonly region: string;
  readonly name: string;
  /** About how many messages stand there, hidden ones included. */
  count(): Promise<Reply<number>>;
  /** Up to `most` messages (1 to 10), hidden from everybody for {@link HIDDEN_SECONDS}; none when it is empty. */
  receive(most: number): Promise<Reply<readonly Letter[]>>;
  /** Makes received messages visible again at once. */
  putBack(letters: readonly Letter[]): Promise<Reply<void>>;
  send(body: string): Promise<Reply<void>>;
  /** Removes a received message for good. */
  remove(letter: Letter): Promise<Reply<void>>;
}

/** How long a received message stays hidden when this process dies before it puts it back. */
export const HIDDEN_SECONDS = 120;

/** SQS hands out ten messages a call at most. */
export const MOST_A_CALL = 10;
