import { isRecord } from '../assembly/template';
import { type Resource } from '../types';

/** Attributes of AWS::SQS::Queue that SQS's own API takes under the same names, as strings. */
const PLAIN_ATTRIBUTES = [
  'VisibilityTimeout',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'FifoQueue',
  'ContentBasedDeduplication',
] as const;

/** A queue of the template in the terms of SQS's CreateQueue. */
export interface QueueSettings {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly attributes: Record<string, string>;
}

export function queueSettings({ ref, arn, properties }: Resource): QueueSettings {
  const attributes: Record<string, string> = {};
  for (const name of PLAIN_ATTRIBUTES) {
    const value = properties[name];
    if (value !== undefined) attributes[name] = text(value);
  }
  const wait = properties.ReceiveMessageWaitTimeSeconds;
  if (wait !== undefined) attributes.ReceiveMessageWaitTimeSeconds = text(wait);
  if (isRecord(properties.RedrivePolicy)) attributes.RedrivePolicy = JSON.stringify(properties.RedrivePolicy);
  return { name: arn.slice(arn.lastIndexOf(':') + 1), url: ref, arn, attributes };
}

/** An SQS event source mapping, with Lambda's defaults filled in. */
export interface EventSourceMapping {
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  /** Invocations at once, where the mapping limits them. */
  readonly maximumConcurrency: number | null;
  readonly reportsItemFailures: boolean;
}

/** The mapping, or null if it is disabled or reads something else than an SQS queue. */
export function eventSourceMapping({ properties }: Resource): EventSourceMapping | null {
  const { EventSourceArn, FunctionName, Enabled, FunctionResponseTypes, ScalingConfig } = properties;
  if (Enabled === false || typeof EventSourceArn !== 'string' || !EventSourceArn.includes(':sqs:'))
    return null;
  const scaling = isRecord(ScalingConfig) ? ScalingConfig.MaximumConcurrency : undefined;
  return {
    queueArn: EventSourceArn,
    functionName: text(FunctionName),
    batchSize: Number(properties.BatchSize ?? 10),
    windowSeconds: Number(properties.MaximumBatchingWindowInSeconds ?? 0),
    maximumConcurrency: scaling === undefined ? null : Number(scaling),
    reportsItemFailures:
      Array.isArray(FunctionResponseTypes) && FunctionResponseTypes.includes('ReportBatchItemFailures'),
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
