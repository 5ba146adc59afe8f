import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HEALTHY } from '../../../local/control/faults';
import { type DataDirectory } from '../../../local/data/data-directory';
import { type EmulatorKind } from '../../../local/dynamodb/emulator-process';
import { GlobalTables } from '../../../local/dynamodb/global-tables';
import { type Table } from '../../../local/dynamodb/table';
import { Endpoint } from '../../../local/endpoint/endpoint';
import { type Faults } from '../../../local/types';

const REGIONS = ['us-east-1', 'us-west-2'] as const;

/** The two tables of the shop, in the shapes that its templates give them. */
export const TABLES: readonly Table[] = [
  {
    name: 'ledger',
    consistency: 'strong',
    regions: REGIONS,
    keys: ['pk'],
    definition: {
      TableName: 'ledger',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'workShard', AttributeType: 'S' },
        { AttributeName: 'dueAt', AttributeType: 'N' },
      ],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'work',
          KeySchema: [
            { AttributeName: 'workShard', KeyType: 'HASH' },
            { AttributeName: 'dueAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    },
  },
  {
    name: 'shop',
    consistency: 'eventual',
    regions: REGIONS,
    keys: ['pk', 'sk'],
    definition: {
      TableName: 'shop',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    },
  },
];

/** DynamoDB of two regions behind their endpoints, and the SDK's client for each. */
export interface RunningTables {
  readonly east: DynamoDBClient;
  readonly west: DynamoDBClient;
  readonly tables: GlobalTables;
  setFaults(faults: Partial<Faults>): void;
  close(): Promise<void>;
}

export async function startTables(
  kind: EmulatorKind,
  random: () => number = () => 0,
  directory?: DataDirectory,
): Promise<RunningTables> {
  let faults: Faults = HEALTHY;
  const log = (): void => undefined;
  const source = { current: () => faults };
  const tables = await GlobalTables.start({
    kind,
    regions: REGIONS,
    tables: TABLES,
    faults: source,
    log,
    now: () => performance.now(),
    random,
    directory,
  });
  const endpoints = await Promise.all(REGIONS.map((region) => startEndpoint(region, tables)));
  const clients = endpoints.map((endpoint, index) => newClient(endpoint.url, REGIONS[index] ?? ''));
  const [east, west] = clients;
  if (east === undefined || west === undefined) throw new Error('two regions are needed');
  return {
    east,
    west,
    tables,
    setFaults: (changes) => (faults = { ...HEALTHY, ...changes }),
    close: async () => {
      for (const client of clients) client.destroy();
      for (const endpoint of endpoints) await endpoint.close();
      await tables.close();
    },
  };
}

async function startEndpoint(region: string, tables: GlobalTables): Promise<Endpoint> {
  const endpoint = new Endpoint({
    port: 0,
    region,
    isDown: () => false,
    refusal: () => null,
    afterCall: () => undefined,
  });
  endpoint.add('DynamoDB_20120810', (call) => tables.handle(region, call));
  await endpoint.listen();
  return endpoint;
}

function newClient(endpoint: string, region: string): DynamoDBClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 });
}
