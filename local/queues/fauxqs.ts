import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type MessageLog } from './message-store';

/** A message as fauxqs keeps it. Times are epoch milliseconds. */
export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly messageAttributes: Readonly<Record<string, MessageAttribute>>;
  readonly sentTimestamp: number;
  readonly approximateReceiveCount: number;
  readonly approximateFirstReceiveTimestamp?: number;
  delayUntil?: number | undefined;
  readonly messageGroupId?: string;
}

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

export interface ReceivedMessage {
  readonly ReceiptHandle: string;
}

/** The part of fauxqs's queue that pollers work on directly, without HTTP between. */
export interface FauxQueue {
  readonly name: string;
  readonly arn: string;
  /** Is told of every change, before it is made. */
  persistence?: MessageLog;
  readonly messages: readonly StoredMessage[];
  readonly delayedMessages: readonly StoredMessage[];
  readonly inflightMessages: ReadonlyMap<
    string,
    { readonly message: StoredMessage; readonly visibilityDeadline: number }
  >;
  enqueue(message: StoredMessage): void;
  /** At most 10 visible messages; one received too often goes to its dead-letter queue instead. */
  dequeue(
    maxCount: number,
    visibilityTimeout: number | undefined,
    deadLetterQueue: (arn: string) => FauxQueue | undefined,
  ): ReceivedMessage[];
  deleteMessage(receiptHandle: string): boolean;
  changeVisibility(receiptHandle: string, timeoutSeconds: number): void;
  /** Makes visible what is due. */
  processTimers(): void;
}

export interface FauxStore {
  createQueue(name: string, url: string, arn: string, attributes: Record<string, string>): FauxQueue;
  getQueueByArn(arn: string): FauxQueue | undefined;
  shutdown(): void;
}

export interface FauxApp {
  listen(options: { readonly host: string; readonly port: number }): Promise<string>;
  close(): Promise<unknown>;
}

interface FauxqsModules {
  readonly newStore: () => FauxStore;
  readonly newMessage: (body: string, delaySeconds?: number) => StoredMessage;
  readonly newApp: (store: FauxStore, region: string) => FauxApp;
}

/**
 * Loads fauxqs. Its package exports only `buildApp`, and only to `import`; its store, which pollers need, is
 * loaded by path. `startFauxqs` is not used because it listens on all interfaces.
 */
export function loadFauxqs(): FauxqsModules {
  const load = createRequire(__filename);
  const dist = distDirectory(load);
  const { buildApp } = load(join(dist, 'app.js')) as {
    buildApp: (options: object) => FauxApp;
  };
  const { SqsStore } = load(join(dist, 'sqs/sqsStore.js')) as {
    SqsStore: {
      new (): FauxStore;
      createMessage: (body: string, attributes: object, delaySeconds?: number) => StoredMessage;
    };
  };
  const { SnsStore } = load(join(dist, 'sns/snsStore.js')) as { SnsStore: new () => object };
  const { S3Store } = load(join(dist, 's3/s3Store.js')) as { S3Store: new () => object };
  return {
    newStore: () => new SqsStore(),
    newMessage: (body, delaySeconds) => SqsStore.createMessage(body, {}, delaySeconds),
    newApp: (sqsStore, defaultRegion) =>
      buildApp({
        logger: false,
        defaultRegion,
        stores: { sqsStore, snsStore: new SnsStore(), s3Store: new S3Store() },
      }),
  };
}

function distDirectory(load: NodeJS.Require): string {
  const places = (load.resolve.paths('fauxqs') ?? []).map((directory) => join(directory, 'fauxqs', 'dist'));
  const found = places.find((place) => existsSync(join(place, 'app.js')));
  if (found === undefined)
    throw new Error(`fauxqs is not installed (looked in ${places.join(', ')}); run npm ci`);
  return found;
}
