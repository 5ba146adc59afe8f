import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterNameOf } from '../names';

/** A queue that feeds one function. */
export interface WorkQueueProps {
  readonly queueName: string;
  /** Time-out of the function that the queue feeds. */
  readonly consumerTimeout: Duration;
}

/** Receives after which a message is set aside. Known outages do not count here: workers send a new message. */
const MAX_RECEIVES = 5;

/** AWS asks for a visibility time-out of at least six times the function's (Lambda developer guide, SQS). */
const VISIBILITY_FACTOR = 6;

/** A queue and the dead-letter queue behind it, both encrypted by SQS and reachable over TLS only. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.deadLetterQueue = createDeadLetterQueue(this, 'DeadLetters', deadLetterNameOf(props.queueName));
    this.queue = new Queue(this, 'Queue', {
      queueName: props.queueName,
      visibilityTimeout: Duration.seconds(props.consumerTimeout.toSeconds() * VISIBILITY_FACTOR),
      retentionPeriod: Duration.days(4),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVES },
    });
  }
}

/** A queue for messages that could not be handled, kept for 14 days, the longest that SQS offers. */
export function createDeadLetterQueue(scope: Construct, id: string, queueName: string): Queue {
  return new Queue(scope, id, {
    queueName,
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });
}
