import { sqsClient } from '../../adapters/sqs/client';
import { SqsWorkQueue } from '../../adapters/sqs/queues';
import { type WorkQueue } from '../../domain/orders/hand-off';
import { watchCalls } from '../telemetry/watch-calls';
import { type FunctionRuntime } from './runtime';

/** The queue of the workers, on AWS. Throws `WrongEnvironment`. */
export function workQueueOf(runtime: FunctionRuntime): WorkQueue {
  const { environment, region } = runtime;
  const queue = new SqsWorkQueue(sqsClient(region), environment.text('ORDERS_QUEUE_URL'));
  return watchCalls('queue', queue, runtime);
}
