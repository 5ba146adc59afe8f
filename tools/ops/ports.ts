import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Credentials } from '../client/credentials';
import { createTransport } from '../client/http';
import { createSigner } from '../client/sign';
import { type World } from '../world';
import { askOnTerminal } from './ask';
import { describeFailure } from './aws-failure';
import { type BudgetPorts } from './budget/ports';
import { budgetTable } from './budget/table';
import { type CircuitView } from './circuit';
import { readCircuit } from './circuit-table';
import { clientSettings, clientsFor } from './clients';
import { type OpsRegion } from './deployment';
import { type Invocation, invoke } from './invoke';
import { type MessageQueue, type Reply } from './message-queue';
import { localStoreArn } from './region/local-store';
import { type RegionPorts } from './region/ports';
import { readRouting } from './region/routing-store';
import { readSwitch, writeSwitch } from './region/switch-table';
import { SqsQueue } from './sqs-queue';

/** What the commands reach outside, beside the world; tests pass fakes. */
export interface OpsPorts {
  openQueue(region: OpsRegion, name: string): MessageQueue;
  /** Calls a function and waits for its answer. */
  invoke(region: OpsRegion, functionName: string, payload: unknown): Promise<Invocation>;
  /** Reads the payment circuit of a Region from its Shop table. */
  readCircuit(region: OpsRegion, tableName: string): Promise<Reply<CircuitView>>;
  /** What the error budgets are read from. */
  readonly budgets: BudgetPorts;
  /** What the commands about Regions reach. */
  readonly region: RegionPorts;
  /** Asks a person at the terminal; null when there is none. What is answered after Ctrl-C is empty. */
  ask(question: string): Promise<string> | null;
  close(): void;
}

/** Functions are asked to answer within some seconds; a cold start and the network come on top. */
const INVOKE_TIMEOUT_MS = 60_000;

/** The routing store is global; credentials for it are the process's own, whatever the Region. */
const STORE_REGION = 'us-east-1';

/** The ports of a process: AWS or the local cloud, and the terminal on which it was started. */
export function processPorts({ interrupted, now }: World): OpsPorts {
  const queues = clientsFor((region) => new SQSClient(clientSettings(region)));
  const tables = clientsFor((region) => new DynamoDBClient(clientSettings(region)));
  const transport = createTransport();
  return {
    openQueue: (region, name) => new SqsQueue(queues.of(region), region.region, name),
    invoke: async (region, functionName, payload) => {
      const found = await credentialsOf(region, queues.of(region));
      if (found.kind === 'failed') return { kind: 'refused', message: found.message };
      const sign = createSigner(region.region, found.value, 'lambda');
      const timeoutMs = INVOKE_TIMEOUT_MS;
      return invoke({ region, functionName, payload, transport, sign, now: now(), timeoutMs });
    },
    readCircuit: (region, tableName) => readCircuit(tables.of(region), region.region, tableName),
    budgets: budgetTable((region) => tables.of(region)),
    region: {
      send: (request) => transport.send(request),
      readSwitch: (table, region) => readSwitch(tables.of(table.through), table, region),
      writeSwitch: (table, region, value) => writeSwitch(tables.of(table.through), table, region, value),
      readRouting: async (store, region) => {
        const signer = { region: STORE_REGION, endpoint: store.endpoints[0] ?? null };
        const found = await credentialsOf(signer, queues.of(signer));
        if (found.kind === 'failed') return found;
        return readRouting(store, region, { transport, credentials: found.value, now: now() });
      },
      localStoreArn: (control) => localStoreArn(control, transport),
    },
    ask: (question) => askOnTerminal(question, interrupted),
    close: () => {
      queues.close();
      tables.close();
      transport.close();
    },
  };
}

/** The credentials that the SDK finds, for a call that is made without it. */
async function credentialsOf({ region }: OpsRegion, client: SQSClient): Promise<Reply<Credentials>> {
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
    const token = sessionToken === undefined ? {} : { sessionToken };
    return { kind: 'ok', value: { accessKeyId, secretAccessKey, ...token } };
  } catch (error) {
    return { kind: 'failed', message: describeFailure(error, 'credentials', region) };
  }
}
