import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { eventBridgeClient } from '../../../lambdas/adapters/eventbridge/client';
import { EventBridgeOrderEvents } from '../../../lambdas/adapters/eventbridge/order-events';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { NOW, order } from '../contract/samples';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server';

const SCHEMAS = join(__dirname, '..', '..', '..', 'schemas', 'events');
const EVENTS = ['OrderPlaced', 'OrderConfirmed', 'OrderCancelled', 'OrderRefunded'] as const;

let server: ScriptedServer;
const told = new Map<string, unknown>();

/** Everything that the shop ever puts on the bus, once. */
beforeAll(async () => {
  server = await startScriptedServer();
  const accepted = { status: 200, json: { FailedEntryCount: 0, Entries: [] } };
  server.script.push(accepted, accepted, accepted);
  const client = eventBridgeClient('us-east-1', {
    endpoint: server.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const events = new EventBridgeOrderEvents(client, 'holdfast');
  const placed = order(orderIdOf('a key'));
  await events.publish(EVENTS.map((name) => ({ name, order: placed, at: NOW })));
  await events.paymentPending(placed, NOW);
  await events.stockLow([{ sku: 'TEA-001', available: 0 }], NOW);
  for (const { body } of server.received) {
    const { Entries } = JSON.parse(body) as { Entries: { DetailType: string; Detail: string }[] };
    for (const { DetailType, Detail } of Entries) told.set(DetailType, JSON.parse(Detail));
  }
});
afterAll(() => server.close());

const validatorOf = (name: string) => {
  const ajv = addFormats(new Ajv2020({ allErrors: true }));
  const schema = JSON.parse(readFileSync(join(SCHEMAS, `${name}.v1.json`), 'utf8')) as object;
  // Nothing undocumented leaves; consumers themselves ignore what they do not know.
  return ajv.compile({ ...schema, additionalProperties: false });
};

test('there is a schema for each event that is told, and no other', () => {
  const names = readdirSync(SCHEMAS).map((file) => file.replace('.v1.json', ''));
  expect(names.sort()).toEqual([...told.keys()].sort());
});

test.each([...EVENTS, 'OrderPaymentPending', 'StockLow'])('%s is what its schema says', (name) => {
  const validate = validatorOf(name);
  validate(told.get(name));
  expect(validate.errors).toBeNull();
});
