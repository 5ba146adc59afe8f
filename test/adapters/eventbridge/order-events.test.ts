import { eventBridgeClient } from '../../../lambdas/adapters/eventbridge/client';
import { EventBridgeOrderEvents } from '../../../lambdas/adapters/eventbridge/order-events';
import { NOW, order } from '../contract/samples';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server';

describe('EventBridgeOrderEvents', () => {
  let server: ScriptedServer;
  let events: EventBridgeOrderEvents;
  beforeAll(async () => {
    server = await startScriptedServer();
    const client = eventBridgeClient('us-east-1', {
      endpoint: server.url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    events = new EventBridgeOrderEvents(client, 'holdfast');
  });
  beforeEach(() => {
    server.received.length = 0;
    server.script.length = 0;
  });
  afterAll(async () => server.close());

  interface Entry {
    readonly Detail: string;
  }
  const entriesOf = (index: number) =>
    (JSON.parse(server.received[index]?.body ?? '{}') as { Entries: Entry[] }).Entries;
  const accepted = { status: 200, json: { FailedEntryCount: 0, Entries: [] } };

  test('says that an order waits for its payment, and nothing about who placed it', async () => {
    server.script.push(accepted);

    await events.paymentPending(order('ord_1'), NOW);

    const [entry] = entriesOf(0);
    expect(entry).toMatchObject({
      EventBusName: 'holdfast',
      Source: 'holdfast',
      DetailType: 'OrderPaymentPending',
      Time: NOW / 1_000,
    });
    expect(JSON.parse(entry?.Detail ?? '')).toEqual({
      schemaVersion: 1,
      eventId: 'ord_1:OrderPaymentPending#1',
      orderId: 'ord_1',
      total: { amount: 1_250, currency: 'GBP' },
      status: 'OPEN',
      at: '2026-01-01T00:00:00.000Z',
    });
  });

  test('gives copies of the same event the same id, and other events another one', async () => {
    server.script.push(accepted, accepted);
    const publish = (at: number, version: number) =>
      events.publish(
        (['OrderPlaced', 'OrderConfirmed'] as const).map((name) => ({
          name,
          order: order('ord_1', { version }),
          at,
        })),
      );

    await publish(NOW, 2);
    await publish(NOW + 60_000, 3);

    const ids = (index: number) =>
      entriesOf(index).map(({ Detail }) => (JSON.parse(Detail) as { eventId: string }).eventId);
    expect(ids(0)).toEqual(['ord_1:OrderPlaced', 'ord_1:OrderConfirmed']);
    expect(ids(1)).toEqual(ids(0));
  });

  test('says what is about to sell out, one event a product', async () => {
    server.script.push(accepted);

    await events.stockLow([{ sku: 'TEA-001', available: 2 }], NOW);

    const [entry] = entriesOf(0);
    expect(entry).toMatchObject({ DetailType: 'StockLow' });
    expect(JSON.parse(entry?.Detail ?? '')).toEqual({
      schemaVersion: 1,
      eventId: `TEA-001:StockLow:${NOW}`,
      sku: 'TEA-001',
      available: 2,
      at: '2026-01-01T00:00:00.000Z',
    });
  });

  test('publishes in batches that EventBridge takes', async () => {
    server.script.push(accepted, accepted, accepted);

    await events.publish(
      Array.from({ length: 23 }, () => ({ name: 'OrderConfirmed' as const, order: order('ord_1'), at: NOW })),
    );

    expect([0, 1, 2].map((index) => entriesOf(index).length)).toEqual([10, 10, 3]);
  });

  test('sends nothing when there is nothing to say', async () => {
    await events.publish([]);

    expect(server.received).toEqual([]);
  });

  test.each([
    [1, 'not_applied'],
    [2, 'unknown'],
  ])('one refused of %d events is a failure, %s', async (count, outcome) => {
    server.script.push({
      status: 200,
      json: {
        FailedEntryCount: 1,
        Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'x' }, { EventId: 'e' }],
      },
    });

    const published = events.publish(
      Array.from({ length: count }, () => ({
        name: 'OrderRefunded' as const,
        order: order('ord_1'),
        at: NOW,
      })),
    );

    await expect(published).rejects.toMatchObject({
      code: 'store_unavailable',
      outcome,
      message: `EventBridge PutEvents to holdfast failed for 1 of ${count} events: InternalFailure`,
    });
  });

  test('a refused call is a failure', async () => {
    server.script.push({
      status: 400,
      json: { __type: 'ResourceNotFoundException', message: 'no such bus' },
    });

    await expect(events.paymentPending(order('ord_1'), NOW)).rejects.toMatchObject({
      code: 'store_unavailable',
      retryable: true,
    });
  });
});
