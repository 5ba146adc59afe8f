import { parseFilterPattern, select } from '../../../../local/cloudwatch/collection/filter-pattern';

function matches(pattern: string, line: string): boolean {
  const parsed = parseFilterPattern(pattern);
  if (parsed.kind === 'unsupported') throw new Error(parsed.problem);
  const json: unknown = line.startsWith('{') ? JSON.parse(line) : undefined;
  return parsed.literals.every((literal) => line.includes(literal)) && parsed.test(line, json);
}

/** The event of "Filter pattern syntax …", examples of JSON patterns. */
const EVENT = JSON.stringify({
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  cluster: { name: 'c' },
  ok: true,
});

test.each([
  ['{ $.eventType = "UpdateTrail" }', true],
  ['{ $.eventType = UpdateTrail }', true],
  ['{ $.eventType = "updatetrail" }', false],
  ['{ $.sourceIPAddress != "123.123.*" }', true],
  ['{ $.sourceIPAddress = "111.*.111" }', true],
  ['{ $.arrayKey[0] = "value" }', true],
  ['{ $.objectList[1].id = 2 }', true],
  ['{ $.objectList[1].id >= 3 }', false],
  ['{ $.objectList[1].id != 3 }', true],
  ['{ $.SomeObject IS NULL }', true],
  ['{ $.SomeOtherObject NOT EXISTS }', true],
  ['{ $.SomeOtherObject = "x" }', false],
  ['{ $.SomeOtherObject != "x" }', false],
  ['{ $.ok IS TRUE }', true],
  ['{ $.ok IS FALSE }', false],
  ['{ ($.objectList[0].id = 9) || ($.cluster.name = "c" && $.ok IS TRUE) }', true],
  ['{ $.cluster.name = "c" && $.eventType = "Delete" }', false],
  ['{ $.ok IS FALSE || $.ok IS FALSE && $.eventType = "x" || $.eventType = "UpdateTrail" }', true],
])('%s: %s', (pattern, expected) => {
  expect(matches(pattern, EVENT)).toBe(expected);
});

test.each([
  ['', 'anything', true],
  ['ERROR', '[ERROR] no', true],
  ['ERROR', '[error] no', false],
  ['"INTERNAL SERVER" ERROR', '[ERROR 500] INTERNAL SERVER ERROR', true],
  ['?WARN ?ERROR', 'WARN: x', true],
  ['?WARN ?ERROR', 'INFO: x', false],
  ['ERROR -ARGUMENTS', '[ERROR] UNABLE', true],
  ['ERROR -ARGUMENTS', '[ERROR] INVALID ARGUMENTS', false],
])('terms %s in %s: %s', (pattern, line, expected) => {
  expect(matches(pattern, line)).toBe(expected);
});

test('a JSON pattern matches no line that is no JSON', () => {
  expect(matches('{ $.level = "ERROR" }', 'ERROR')).toBe(false);
});

test.each([
  '[ip, user]',
  '%ERROR%',
  '{ $.a > "b" }',
  '{ $.a }',
  '{ ($.a = 1 }',
  '{ a = 1 }',
  '{ $.a = 1',
  '{ $.a IS NUL }',
  '{ $.a = 1 ^ }',
])('%s is not known here, and says so', (pattern) => {
  expect(parseFilterPattern(pattern)).toMatchObject({ kind: 'unsupported' });
});

test('a selector finds no inherited members', () => {
  expect(select({}, '$.constructor')).toBeUndefined();
  expect(select('text', '$.length')).toBeUndefined();
});
