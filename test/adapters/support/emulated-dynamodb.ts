import { type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDbClient } from '../../../lambdas/adapters/dynamodb/client';
import { addOldItem } from '../../../local/dynamodb/dynalite-gaps';
import { type EmulatorKind } from '../../../local/dynamodb/emulator-process';
import { httpOptions } from '../../../lambdas/adapters/time-outs';
import { PATIENT } from './patient';
import { type Emulator, startEmulator } from '../../../local/dynamodb/emulator';
import { type Table } from '../../../local/dynamodb/table';
import { type AwsAnswer, type AwsCall } from '../../../local/endpoint/aws-call';

/**
 * What happens to one request: it is served, the connection breaks before or after it took effect, or
 * another answer comes in place of the emulator's.
 */
export type Fate = 'serve' | 'lose_request' | 'lose_answer' | AwsAnswer;

/** An attribute value as it travels: numbers as text, bytes in base64. */
export type Attribute = Readonly<Record<string, unknown>>;

/** An emulator behind an endpoint that can lose requests and answers. */
export interface EmulatedDynamoDb {
  readonly client: DynamoDBClient;
  /** Fates of the next requests in order; `serve` once they are used up. */
  readonly fates: Fate[];
  /** Operations asked for, the lost ones too. */
  readonly operations: string[];
  /** Body of the request that came last. */
  lastRequest(): { readonly TableName?: string; readonly Item?: Record<string, Attribute> };
  createTable(definition: {
    TableName: string;
    KeySchema: readonly { AttributeName: string }[];
  }): Promise<void>;
  close(): Promise<void>;
}

async function callOf(request: IncomingMessage): Promise<AwsCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers[name] = value;
  const operation = headers['x-amz-target']?.split('.')[1] ?? '';
  return { operation, headers, body: Buffer.concat(chunks) };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** dynalite answers before the table is there, a few milliseconds early. */
async function untilActive(emulator: Emulator, TableName: string): Promise<void> {
  for (;;) {
    const { Table } = await emulator.call('DescribeTable', { TableName });
    if ((Table as { TableStatus: string }).TableStatus === 'ACTIVE') return;
  }
}

class Endpoint {
  readonly fates: Fate[] = [];
  readonly operations: string[] = [];
  lastBody = '{}';
  readonly tables = new Map<string, Table>();

  constructor(private readonly emulator: Emulator) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await callOf(request);
    this.operations.push(call.operation);
    this.lastBody = call.body.toString();
    const fate = this.fates.shift() ?? 'serve';
    const answer = await this.decide(call, fate);
    if (answer === undefined) response.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  private async decide(call: AwsCall, fate: Fate): Promise<AwsAnswer | undefined> {
    if (typeof fate === 'object') return fate;
    if (fate === 'lose_request') return undefined;
    const answer = await this.serve(call);
    return fate === 'serve' ? answer : undefined;
  }

  private async serve(call: AwsCall): Promise<AwsAnswer> {
    const { TableName } = JSON.parse(call.body.toString()) as { TableName?: string };
    const table = this.tables.get(TableName ?? '');
    return addOldItem(call, await this.emulator.forward(call), table, this.emulator);
  }
}

/** Starts an emulator, in memory, and a client of it. */
export async function emulateDynamoDb(kind: EmulatorKind): Promise<EmulatedDynamoDb> {
  const emulator = await startEmulator({ kind });
  const endpoint = new Endpoint(emulator);
  const server = createServer((request, response) => {
    endpoint.answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const port = await listen(server);
  const client = dynamoDbClient('us-east-1', {
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: httpOptions(PATIENT),
  });
  return {
    client,
    fates: endpoint.fates,
    operations: endpoint.operations,
    lastRequest: () => JSON.parse(endpoint.lastBody) as ReturnType<EmulatedDynamoDb['lastRequest']>,
    createTable: async (definition) => {
      await emulator.call('CreateTable', definition);
      await untilActive(emulator, definition.TableName);
      const { TableName: name, KeySchema } = definition;
      const keys = KeySchema.map(({ AttributeName }) => AttributeName);
      endpoint.tables.set(name, { name, consistency: 'strong', regions: ['us-east-1'], keys, definition });
    },
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await emulator.close();
    },
  };
}
