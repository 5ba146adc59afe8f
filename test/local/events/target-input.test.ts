import { type BusEvent } from '../../../local/events/event';
import { targetInput } from '../../../local/events/target-input';

const RULE = { name: 'ec2-rule', arn: 'arn:aws:events:us-west-1:123456789012:rule/ec2-rule' };

/** The event of "Amazon EventBridge input transformation". */
const EVENT: BusEvent = {
  version: '0',
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '123456789012',
  time: '2015-11-11T21:29:54Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111'],
  detail: { 'instance-id': 'i-0123456789', state: 'RUNNING', tags: [{ key: 'a"b' }] },
};

const PATHS = { instance: '$.detail.instance-id', state: '$.detail.state', tag: '$.detail.tags[0].key' };

const transformed = (InputTemplate: string, InputPathsMap: Record<string, string> = PATHS): string =>
  targetInput({ InputTransformer: { InputPathsMap, InputTemplate } }, EVENT, RULE);

describe('what a target receives', () => {
  test('the event, where nothing is said', () => {
    expect(JSON.parse(targetInput({}, EVENT, RULE))).toEqual(EVENT);
  });

  test('a constant', () => {
    expect(targetInput({ Input: '{"a":1}' }, EVENT, RULE)).toBe('{"a":1}');
  });

  test('a part of the event', () => {
    expect(targetInput({ InputPath: '$.detail.state' }, EVENT, RULE)).toBe('"RUNNING"');
  });

  test('a template of text', () => {
    expect(transformed('"instance <instance> is in <state>"')).toBe('"instance i-0123456789 is in RUNNING"');
  });

  test('a template of JSON gives strings their quotes', () => {
    expect(transformed('{"instance" : <instance>, "state": "<state>"}')).toBe(
      '{"instance" : "i-0123456789", "state": "RUNNING"}',
    );
  });

  test('objects, lists and quotes within values', () => {
    const output = transformed('{"detail": <detail>, "tag": <tag>, "text": "it is <tag>"}', {
      ...PATHS,
      detail: '$.detail',
    });
    expect(JSON.parse(output)).toEqual({ detail: EVENT.detail, tag: 'a"b', text: 'it is a"b' });
  });

  test('predefined variables', () => {
    const output = transformed('{"rule": <aws.events.rule-name>, "original": <aws.events.event.json>}');
    expect(JSON.parse(output)).toEqual({ rule: 'ec2-rule', original: EVENT });
  });

  test('a path that leads nowhere leaves nothing', () => {
    expect(transformed('"<none>!"', { none: '$.detail.none' })).toBe('"!"');
  });
});
