/** A value in DynamoDB's JSON, as it travels: numbers as text, bytes in base64. */
export type WireValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly L: readonly WireValue[] }
  | { readonly M: WireItem }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] };

/** An item, or a key, in DynamoDB's JSON. */
export type WireItem = Readonly<Record<string, WireValue>>;

/** A list or map costs 3 bytes, and 1 more for each element. */
const CONTAINER_BYTES = 3;
const ELEMENT_BYTES = 1;

/**
 * Size of an item in bytes by the rules of the developer guide, "DynamoDB item sizes and formats"
 * (CapacityUnitCalculations): names and strings in UTF-8, a number at 1 byte for two significant digits
 * and 1 more, bytes as they are, true, false and null at 1.
 */
export function itemBytes(item: WireItem): number {
  return Object.entries(item).reduce((total, [name, value]) => total + utf8(name) + valueBytes(value), 0);
}

function valueBytes(value: WireValue): number {
  if ('S' in value) return utf8(value.S);
  if ('N' in value) return numberBytes(value.N);
  if ('B' in value) return binaryBytes(value.B);
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('L' in value)
    return CONTAINER_BYTES + sum(value.L.map((element) => ELEMENT_BYTES + valueBytes(element)));
  if ('M' in value) return CONTAINER_BYTES + itemBytes(value.M) + ELEMENT_BYTES * Object.keys(value.M).length;
  if ('SS' in value) return sum(value.SS.map(utf8));
  if ('NS' in value) return sum(value.NS.map(numberBytes));
  return sum(value.BS.map(binaryBytes));
}

const utf8 = (text: string): number => Buffer.byteLength(text, 'utf8');

const binaryBytes = (base64: string): number => Buffer.from(base64, 'base64').length;

/** Leading and trailing zeroes do not count. */
function numberBytes(text: string): number {
  const digits = text.replace(/[eE].*$/, '').replace(/\D/g, '');
  const significant = digits.replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(significant.length / 2) + 1;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
