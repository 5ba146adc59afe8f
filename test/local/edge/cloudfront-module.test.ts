import { cloudFrontModule } from '../../../local/edge/functions/cloudfront-module';
import { type OriginChoice } from '../../../local/edge/functions/origin-choice';
import { KeyValueStore } from '../../../local/keyvaluestore/key-value-store';

interface Kvs {
  get(key: string, options?: { format: string }): Promise<unknown>;
  exists(key: string): Promise<boolean>;
  meta(): Promise<object>;
}

const store = new KeyValueStore('arn', 'routing', { east: '{"in":true}' }, new Date('2026-01-01T00:00:00Z'));
const originIds = new Set(['east', 'west', 'north']);

let choices: OriginChoice[];
beforeEach(() => (choices = []));

const cf = (its: KeyValueStore = store) =>
  cloudFrontModule({ store: its, originIds }, (choice) => choices.push(choice));

test('the store is read in the format that is asked for', async () => {
  const kvs = cf().kvs() as Kvs;
  expect(await kvs.get('east')).toBe('{"in":true}');
  expect(await kvs.get('east', { format: 'json' })).toEqual({ in: true });
  expect(await kvs.get('east', { format: 'bytes' })).toEqual(Buffer.from('{"in":true}'));
  expect([await kvs.exists('east'), await kvs.exists('west')]).toEqual([true, false]);
  expect(await kvs.meta()).toMatchObject({ creationDateTime: '2026-01-01T00:00:00.000Z', keyCount: 1 });
});

test('a key that is not there, and a store that is not there, are errors', async () => {
  await expect((cf().kvs() as Kvs).get('west')).rejects.toThrow('KeyNotFound');
  const without = cloudFrontModule({ store: undefined, originIds }, () => undefined);
  expect(() => without.kvs()).toThrow(/no key value store/);
});

test('an origin or a group of two is picked', () => {
  const module = cf();
  module.selectRequestOriginById('west');
  module.createRequestOriginGroup({
    originIds: ['east', { originId: 'west' }],
    failoverCriteria: { statusCodes: [503] },
  });
  expect(choices).toEqual([
    { kind: 'origin', originId: 'west' },
    { kind: 'group', originIds: ['east', 'west'], statusCodes: [503] },
  ]);
});

const codes = { statusCodes: [503] };

test.each<[string, unknown, RegExp]>([
  ['one origin', { originIds: ['east'], failoverCriteria: codes }, /two different/],
  ['the same origin twice', { originIds: ['east', 'east'], failoverCriteria: codes }, /two different/],
  ['three origins', { originIds: ['east', 'west', 'north'], failoverCriteria: codes }, /two different/],
  ['an unknown origin', { originIds: ['east', 'south'], failoverCriteria: codes }, /no origin south/],
  ['no codes', { originIds: ['east', 'west'] }, /statusCodes/],
  [
    'a code that CloudFront does not take',
    { originIds: ['east', 'west'], failoverCriteria: { statusCodes: [429] } },
    /statusCodes/,
  ],
])('a group of %s is an error', (_, group, message) => {
  expect(() => cf().createRequestOriginGroup(group)).toThrow(message);
  expect(choices).toEqual([]);
});

test('an origin that is made up by the function is refused with what to do', () => {
  expect(() => cf().updateRequestOrigin()).toThrow(/pick one/);
});
