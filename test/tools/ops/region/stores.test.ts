import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTransport } from '../../../../tools/client/http';
import { LOCAL_OPERATOR } from '../../../../tools/client/credentials';
import { localStoreArn } from '../../../../tools/ops/region/local-store';
import { readRouting } from '../../../../tools/ops/region/routing-store';
import { readSwitch, writeSwitch } from '../../../../tools/ops/region/switch-table';
import {
  type Script,
  type ScriptedServer,
  startScriptedServer,
} from '../../../adapters/support/scripted-server';

let server: ScriptedServer;
let client: DynamoDBClient;
const transport = createTransport();
beforeAll(async () => {
  server = await startScriptedServer();
  client = new DynamoDBClient({
    region: 'us-west-2',
    endpoint: server.url,
    credentials: LOCAL_OPERATOR,
    maxAttempts: 1,
  });
});
beforeEach(() => {
  server.received.length = 0;
  server.script.length = 0;
});
afterAll(async () => {
  client.destroy();
  transport.close();
  await server.close();
});

const table = { through: { region: 'us-west-2', endpoint: null }, tableName: 'holdfast-shop' };
const KEY = { pk: { S: 'SWITCH#evacuated/us-east-1' }, sk: { S: 'SWITCH' } };
const sent = () => server.received.map(({ body }) => JSON.parse(body) as unknown);

describe('the switch', () => {
  it('is written as /health reads it', async () => {
    server.script.push({ status: 200, json: {} });

    const value = { on: true, weight: 25, changedAt: '2026-01-01T00:00:00.000Z' };
    expect(await writeSwitch(client, table, 'us-east-1', value)).toEqual({ kind: 'ok', value: undefined });

    expect(sent()).toEqual([
      {
        TableName: 'holdfast-shop',
        Item: {
          ...KEY,
          on: { BOOL: true },
          weight: { N: '25' },
          changedAt: { S: '2026-01-01T00:00:00.000Z' },
        },
      },
    ]);
  });

  it.each([
    [{}, { on: false, weight: 100, changedAt: null }],
    [
      { Item: { ...KEY, on: { BOOL: true }, weight: { N: '10' }, changedAt: { S: 'then' } } },
      { on: true, weight: 10, changedAt: 'then' },
    ],
    [
      { Item: { ...KEY, on: { S: 'yes' }, weight: { N: '1e9' } } },
      { on: false, weight: 100, changedAt: null },
    ],
  ])('is read out of %j', async (json, value) => {
    server.script.push({ status: 200, json });

    expect(await readSwitch(client, table, 'us-east-1')).toEqual({ kind: 'ok', value });
    expect(sent()).toEqual([{ TableName: 'holdfast-shop', Key: KEY, ConsistentRead: true }]);
  });

  it('that cannot be reached is told of', async () => {
    server.script.push({ status: 400, json: { __type: 'x#ResourceNotFoundException', message: 'no table' } });
    server.script.push({ status: 400, json: { __type: 'x#ResourceNotFoundException', message: 'no table' } });

    const failed = {
      kind: 'failed',
      message: "us-west-2 has no table holdfast-shop; is --name the deployment's name?",
    };
    expect(await readSwitch(client, table, 'us-east-1')).toEqual(failed);
    expect(await writeSwitch(client, table, 'us-east-1', { on: true, weight: 1, changedAt: null })).toEqual(
      failed,
    );
  });
});

describe('the routing store', () => {
  const arn = 'arn:aws:cloudfront::111122223333:key-value-store/4b1a';
  const read = (...lost: URL[]) =>
    readRouting({ arn, endpoints: [...lost, new URL(server.url)] }, 'us-east-1', {
      transport,
      credentials: LOCAL_OPERATOR,
      now: new Date(),
    });

  it.each<[Script, object]>([
    [
      { status: 200, json: { Value: '{"in":false,"weight":10}' } },
      { kind: 'ok', value: { in: false, weight: 10 } },
    ],
    [
      { status: 404, json: {} },
      { kind: 'ok', value: undefined },
    ],
    [
      { status: 403, text: 'denied' },
      { kind: 'failed', message: 'the routing store: 403 denied' },
    ],
    [
      { status: 200, text: '<' },
      { kind: 'failed', message: 'the routing store: an answer that is not JSON' },
    ],
  ])('that answers %j', async (script, expected) => {
    server.script.push(script);

    expect(await read()).toEqual(expected);
    expect(server.received).toMatchObject([
      {
        method: 'GET',
        path: `/key-value-stores/${encodeURIComponent(arn)}/keys/us-east-1`,
        headers: {
          'x-amz-region-set': '*',
          authorization: expect.stringContaining('AWS4-ECDSA-P256-SHA256') as string,
        },
      },
    ]);
  });

  it('that does not answer is told of', async () => {
    expect(await read()).toEqual({
      kind: 'failed',
      message: 'the routing store: no answer (connection lost)',
    });
  });

  it('is asked elsewhere where one Region is lost', async () => {
    server.script.push({ status: 404, json: {} });

    expect(await read(new URL('http://127.0.0.1:1'))).toEqual({ kind: 'ok', value: undefined });
  });
});

describe("the local cloud's routing store", () => {
  it.each<[Script, string | null]>([
    [{ status: 200, json: { keyValueStores: { 'holdfast-routing': 'arn' } } }, 'arn'],
    [{ status: 200, json: { regions: {} } }, null],
    [{ status: 200, text: '<html>' }, null],
    ['break', null],
  ])('is found in %j', async (script, expected) => {
    server.script.push(script);

    expect(await localStoreArn(new URL(server.url), transport)).toBe(expected);
  });
});
