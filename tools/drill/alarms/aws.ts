import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_OPERATOR } from '../../client/credentials';
import { type HttpTransport } from '../../client/http';
import { createSigner } from '../../client/sign';
import { type Invocation, invoke } from '../../ops/invoke';
import { DrillFailed } from '../shop';
import { backdate } from './backdate';

/** A metric with its values, as somebody publishes it. */
export interface Figure {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** How often it is published. @default once */
  readonly times?: number;
}

/** A Region's AWS endpoint, as far as the drill uses it. */
export interface RegionAws {
  /** Calls a function and waits for it. */
  invoke(functionName: string, payload: unknown): Promise<Invocation>;
  sendMessage(queue: string, body: string): Promise<void>;
  purge(queue: string): Promise<void>;
  /** Rewrites an order as if it had been placed so much earlier. Throws DrillFailed when there is none. */
  backdate(orderId: string, milliseconds: number): Promise<void>;
  /** PutMetricData. Throws DrillFailed when it is refused. */
  publish(figures: readonly Figure[]): Promise<void>;
  close(): void;
}

const TIMEOUT_MS = 30_000;

export function connectAws(
  region: string,
  endpoint: string,
  { transport, now }: { readonly transport: HttpTransport; readonly now: () => Date },
): RegionAws {
  const sqs = new SQSClient({ region, endpoint, credentials: LOCAL_OPERATOR });
  const tables = new DynamoDBClient({ region, endpoint, credentials: LOCAL_OPERATOR });
  const urlOf = async (QueueName: string) => (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;
  const signLambda = createSigner(region, LOCAL_OPERATOR, 'lambda');
  return {
    invoke: (functionName, payload) =>
      invoke({
        region: { region, endpoint: new URL(endpoint) },
        functionName,
        payload,
        transport,
        sign: signLambda,
        now: now(),
        timeoutMs: TIMEOUT_MS,
      }),
    sendMessage: async (queue, MessageBody) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: await urlOf(queue), MessageBody }));
    },
    purge: async (queue) => {
      await sqs.send(new PurgeQueueCommand({ QueueUrl: await urlOf(queue) }));
    },
    backdate: (orderId, milliseconds) => backdate(tables, orderId, milliseconds),
    publish: (figures) => publish(figures, { region, endpoint, transport, now: now() }),
    close: () => {
      sqs.destroy();
      tables.destroy();
    },
  };
}

interface Publishing {
  readonly region: string;
  readonly endpoint: string;
  readonly transport: HttpTransport;
  readonly now: Date;
}

/** CloudWatch's PutMetricData over its JSON protocol; a call takes the metrics of one namespace. */
async function publish(figures: readonly Figure[], publishing: Publishing): Promise<void> {
  for (const namespace of new Set(figures.map((figure) => figure.namespace))) {
    const MetricData = figures.filter((figure) => figure.namespace === namespace).map(toDatum);
    await putMetricData({ Namespace: namespace, MetricData }, publishing);
  }
}

const toDatum = ({ name, dimensions, value, times = 1 }: Figure) => ({
  MetricName: name,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  Values: [value],
  Counts: [times],
});

async function putMetricData(
  input: { readonly Namespace: string; readonly MetricData: readonly unknown[] },
  { region, endpoint, transport, now }: Publishing,
): Promise<void> {
  const request = {
    method: 'POST' as const,
    url: new URL(endpoint),
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
    },
    body: JSON.stringify(input),
    timeoutMs: TIMEOUT_MS,
  };
  const outcome = await transport.send(
    await createSigner(region, LOCAL_OPERATOR, 'monitoring')(request, now),
  );
  if (outcome.kind === 'answered' && outcome.status === 200) return;
  const why = outcome.kind === 'answered' ? `${outcome.status} ${outcome.body}` : outcome.message;
  throw new DrillFailed(`publishing figures of ${input.Namespace} failed: ${why}`);
}
