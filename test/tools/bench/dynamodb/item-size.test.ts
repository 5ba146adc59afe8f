import { itemBytes, type WireValue } from '../../../../tools/bench/dynamodb/item-size';

/** The size of a value: the attribute's name takes one byte. */
const sizeOf = (value: WireValue): number => itemBytes({ n: value }) - 1;

it.each<[string, WireValue, number]>([
  ['a text in UTF-8', { S: 'Grüße' }, 7],
  ['an empty text', { S: '' }, 0],
  ['a number at two digits a byte', { N: '1234' }, 3],
  ['an odd number of digits', { N: '12345' }, 4],
  ['trailing zeroes not at all', { N: '1767225600000' }, 5],
  ['leading zeroes not at all', { N: '0.0012' }, 2],
  ['a sign not at all', { N: '-12' }, 2],
  ['zero', { N: '0' }, 1],
  ['an exponent not at all', { N: '1.5E+20' }, 2],
  ['raw bytes', { B: Buffer.alloc(500).toString('base64') }, 500],
  ['true', { BOOL: true }, 1],
  ['null', { NULL: true }, 1],
  ['an empty map', { M: {} }, 3],
  ['a map with its names', { M: { ab: { S: 'x' }, c: { N: '1' } } }, 3 + (1 + 3) + (1 + 3)],
  ['a list', { L: [{ S: 'x' }, { BOOL: false }] }, 3 + 2 + 2],
  ['a set of texts', { SS: ['ab', 'c'] }, 3],
  ['a set of numbers', { NS: ['1', '100'] }, 4],
  ['a set of bytes', { BS: ['AAAA'] }, 3],
])('counts %s', (_, value, bytes) => {
  expect(sizeOf(value)).toBe(bytes);
});

it('adds up names and values', () => {
  expect(itemBytes({ pk: { S: 'ORDER#1' }, total: { N: '5' } })).toBe(2 + 7 + 5 + 2);
  expect(itemBytes({})).toBe(0);
});
