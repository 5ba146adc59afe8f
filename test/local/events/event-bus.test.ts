import { EventBuses } from '../../../local/events/event-bus';
import { type RegionTemplate, type Resource } from '../../../local/types';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:orders';
const MISSING = 'arn:aws:sqs:us-east-1:000000000000:missing';
const DEAD_LETTERS = 'arn:aws:sqs:us-east-1:000000000000:events-dlq';

const rule = (logicalId: string, properties: Record<string, unknown>): Resource => ({
  logicalId,
  type: 'AWS::Events::Rule',
  ref: logicalId,
  arn: `arn:aws:events:us-east-1:000000000000:rule/${logicalId}`,
  properties: { EventBusName: 'shop', EventPattern: { source: ['shop'] }, ...properties },
});

function startBus(...rules: Resource[]) {
  const bus = { logicalId: 'Bus', type: 'AWS::Events::EventBus', ref: 'shop', arn: '', properties: {} };
  const template: RegionTemplate = {
    region: 'us-east-1',
    accountId: '000000000000',
    resources: [bus, ...rules],
    assetDirectory: () => '',
  };
  const sent: [string, unknown][] = [];
  const buses = new EventBuses({
    template,
    sendMessage: (arn, body) => {
      if (arn === MISSING) return false;
      sent.push([arn, JSON.parse(body)]);
      return true;
    },
    log: () => undefined,
    now: () => new Date('2026-01-02T03:04:05.678Z'),
    newId: () => 'event-1',
  });
  const put = async (...Entries: object[]) => {
    const body = Buffer.from(JSON.stringify({ Entries }));
    const { status, body: answer } = await buses.handle({ operation: 'PutEvents', body, headers: {} });
    return { status, ...(JSON.parse(answer.toString()) as object) };
  };
  return { sent, put };
}

const ENTRY = {
  EventBusName: 'shop',
  Source: 'shop',
  DetailType: 'OrderPaymentPending',
  Detail: '{"orderId":"o-1"}',
};

describe('PutEvents', () => {
  test('delivers to the targets of matching rules, transformed', async () => {
    const target = {
      Arn: QUEUE,
      InputTransformer: { InputPathsMap: { id: '$.detail.orderId' }, InputTemplate: '{"orderId":<id>}' },
    };
    const other = rule('Other', { EventPattern: { source: ['else'] }, Targets: [{ Arn: QUEUE }] });
    const { put, sent } = startBus(rule('Pending', { Targets: [target] }), other);
    expect(await put(ENTRY)).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: 'event-1' }] });
    expect(sent).toEqual([[QUEUE, { orderId: 'o-1' }]]);
  });

  test('gives a target the event in EventBridge’s envelope', async () => {
    const { put, sent } = startBus(rule('All', { Targets: [{ Arn: QUEUE }] }));
    await put({ ...ENTRY, Resources: ['arn:x'] });
    expect(sent[0]?.[1]).toEqual({
      version: '0',
      id: 'event-1',
      'detail-type': 'OrderPaymentPending',
      source: 'shop',
      account: '000000000000',
      time: '2026-01-02T03:04:05Z',
      region: 'us-east-1',
      resources: ['arn:x'],
      detail: { orderId: 'o-1' },
    });
  });

  test('an event for a queue that is missing goes to the dead-letter queue', async () => {
    const { put, sent } = startBus(
      rule('Lost', { Targets: [{ Arn: MISSING, DeadLetterConfig: { Arn: DEAD_LETTERS } }] }),
    );
    await put(ENTRY);
    expect(sent).toMatchObject([[DEAD_LETTERS, { detail: { orderId: 'o-1' } }]]);
  });

  test('rules of other buses and disabled rules do not see it', async () => {
    const elsewhere = rule('Elsewhere', { EventBusName: 'default', Targets: [{ Arn: QUEUE }] });
    const { put, sent } = startBus(elsewhere, rule('Off', { State: 'DISABLED', Targets: [{ Arn: QUEUE }] }));
    await put(ENTRY);
    expect(sent).toEqual([]);
  });

  test('tells which entries failed', async () => {
    const { put } = startBus();
    const answer = await put(ENTRY, { ...ENTRY, Detail: 'no JSON' }, { ...ENTRY, EventBusName: 'nowhere' });
    expect(answer).toMatchObject({
      FailedEntryCount: 2,
      Entries: [
        { EventId: 'event-1' },
        { ErrorCode: 'MalformedDetail' },
        { ErrorCode: 'ResourceNotFoundException' },
      ],
    });
  });

  test('refuses more than ten entries', async () => {
    expect(await startBus().put(...Array.from({ length: 11 }, () => ENTRY))).toMatchObject({ status: 400 });
  });
});

test('a rule that cannot be evaluated stops the start and names itself', () => {
  const strange = rule('Strange', { EventPattern: { source: [{ telepathy: 1 }] } });
  expect(() => startBus(strange)).toThrow(
    'resource Strange: the local cloud does not know the operator telepathy',
  );
});

test('a rule with a target that is no queue stops the start', () => {
  const direct = rule('Direct', { Targets: [{ Arn: 'arn:aws:sns:us-east-1:000000000000:topic' }] });
  expect(() => startBus(direct)).toThrow('rule Direct targets arn:aws:sns');
});
