import { compilePattern } from '../../../local/events/pattern';

/** The example of "Creating Amazon EventBridge event patterns". */
const EC2_EVENT = {
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '111122223333',
  time: '2017-12-22T18:43:48Z',
  region: 'us-west-1',
  resources: ['arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0'],
  detail: { 'instance-id': 'i-1234567890abcdef0', state: 'terminated' },
};

const detail = (fields: object) => ({ detail: fields });

/** Patterns and events of the EventBridge user guide, "Comparison operators for use in event patterns". */
describe('event patterns', () => {
  test.each<[string, object, object, boolean]>([
    [
      'a field and a nested field',
      { source: ['aws.ec2'], detail: { state: ['terminated'] } },
      EC2_EVENT,
      true,
    ],
    ['all fields must match', { source: ['aws.ec2'], detail: { state: ['running'] } }, EC2_EVENT, false],
    ['any value of a list', detail({ state: ['running', 'terminated'] }), EC2_EVENT, true],
    ['any element of an array', { resources: [{ suffix: 'i-1234567890abcdef0' }] }, EC2_EVENT, true],
    ['numbers are not strings', detail({ count: [1] }), detail({ count: '1' }), false],
    ['null', detail({ userID: [null] }), detail({ userID: null }), true],
    ['an empty string', detail({ eventVersion: [''] }), detail({ eventVersion: '' }), true],
    ['prefix', { time: [{ prefix: '2017-12-22' }] }, EC2_EVENT, true],
    ['prefix ignoring case', { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] }, EC2_EVENT, true],
    ['suffix', detail({ file: [{ suffix: '.png' }] }), detail({ file: 'a.png' }), true],
    [
      'suffix ignoring case',
      detail({ file: [{ suffix: { 'equals-ignore-case': '.png' } }] }),
      detail({ file: 'a.PNG' }),
      true,
    ],
    ['anything-but a value', detail({ state: [{ 'anything-but': 'initializing' }] }), EC2_EVENT, true],
    [
      'anything-but a list',
      detail({ state: [{ 'anything-but': ['stopped', 'terminated'] }] }),
      EC2_EVENT,
      false,
    ],
    [
      'anything-but numbers',
      detail({ limit: [{ 'anything-but': [100, 200] }] }),
      detail({ limit: 300 }),
      true,
    ],
    ['anything-but a prefix', detail({ state: [{ 'anything-but': { prefix: 'term' } }] }), EC2_EVENT, false],
    [
      'anything-but suffixes',
      detail({ file: [{ 'anything-but': { suffix: ['.txt', '.md'] } }] }),
      detail({ file: 'a.md' }),
      false,
    ],
    [
      'anything-but ignoring case',
      detail({ state: [{ 'anything-but': { 'equals-ignore-case': 'TERMINATED' } }] }),
      EC2_EVENT,
      false,
    ],
    [
      'anything-but a wildcard',
      detail({ path: [{ 'anything-but': { wildcard: '*/lib/*' } }] }),
      detail({ path: 'a/lib/b' }),
      false,
    ],
    ['anything-but needs the field', detail({ absent: [{ 'anything-but': 'x' }] }), EC2_EVENT, false],
    ['numeric range', detail({ cost: [{ numeric: ['>', 0, '<=', 5] }] }), detail({ cost: 5 }), true],
    [
      'outside of a numeric range',
      detail({ cost: [{ numeric: ['>', 0, '<=', 5] }] }),
      detail({ cost: 0 }),
      false,
    ],
    ['numeric equality', detail({ cost: [{ numeric: ['=', 301.8] }] }), detail({ cost: 301.8 }), true],
    [
      'equals-ignore-case',
      { 'detail-type': [{ 'equals-ignore-case': 'ec2 instance STATE-change notification' }] },
      EC2_EVENT,
      true,
    ],
    ['exists', detail({ state: [{ exists: true }] }), EC2_EVENT, true],
    ['does not exist', detail({ 'c-count': [{ exists: false }] }), EC2_EVENT, true],
    ['exists, but should not', detail({ state: [{ exists: false }] }), EC2_EVENT, false],
    ['only leaf nodes exist', { detail: [{ exists: true }] }, EC2_EVENT, false],
    [
      'wildcard',
      { EventBusArn: [{ wildcard: '*:event-bus/*' }] },
      { EventBusArn: 'arn:aws:events:us-east-1:1:event-bus/b' },
      true,
    ],
    [
      'wildcard with an escaped star',
      detail({ name: [{ wildcard: 'a\\*b' }] }),
      detail({ name: 'a*b' }),
      true,
    ],
    [
      'an escaped star is no wildcard',
      detail({ name: [{ wildcard: 'a\\*b' }] }),
      detail({ name: 'axb' }),
      false,
    ],
    [
      'wildcard takes dots literally',
      detail({ name: [{ wildcard: 'a.*' }] }),
      detail({ name: 'abc' }),
      false,
    ],
    [
      'one of $or',
      detail({ $or: [{ 'c-count': [{ numeric: ['>', 0] }] }, { state: ['terminated'] }] }),
      EC2_EVENT,
      true,
    ],
    ['none of $or', detail({ $or: [{ state: ['a'] }, { state: ['b'] }] }), EC2_EVENT, false],
    [
      'objects in an array',
      detail({ lines: { sku: ['b'] } }),
      detail({ lines: [{ sku: 'a' }, { sku: 'b' }] }),
      true,
    ],
    ['a field that is not there', { nothing: ['x'] }, EC2_EVENT, false],
  ])('%s', (_, pattern, event, expected) => {
    expect(compilePattern(pattern)(event)).toBe(expected);
  });

  test.each<[string, object, RegExp]>([
    ['an operator that is not known', { source: [{ cidr: '10.0.0.0/24' }] }, /operator cidr/],
    ['a comparison that is not known', { source: [{ numeric: ['~', 1] }] }, /numeric does not know/],
    ['two operators in one object', { source: [{ prefix: 'a', suffix: 'b' }] }, /stands alone/],
    ['a value without a list', { source: 'holdfast' }, /pattern is an object/],
    ['an empty list', { source: [] }, /empty/],
  ])('refuses %s', (_, pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(message);
  });
});
