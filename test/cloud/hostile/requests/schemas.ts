import * as fc from 'fast-check';
import { type ContractDocument, type Json, resolve } from '../../../support/contract/document';

/** Values that the shop knows, by the name of the parameter or member that takes them. */
export type Known = Readonly<Record<string, readonly (string | number)[]>>;

/** The generator does not understand a schema: teach it, so that nothing goes untested. */
export class CannotGenerate extends Error {
  override readonly name = 'CannotGenerate';
}

/** Keywords that decide nothing about a value, and those that are heeded below. */
const UNDERSTOOD = new Set(
  (
    '$ref const enum anyOf type pattern format minLength maxLength minimum maximum minItems maxItems items ' +
    'properties required additionalProperties propertyNames description default example examples title'
  ).split(' '),
);

/** Longest list that is made at random; longer ones are among the broken bodies. */
const SHORT_LIST = 4;

/** Makes values of the schemas of one document. */
export class SchemaValues {
  constructor(
    private readonly document: ContractDocument,
    private readonly known: Known,
  ) {}

  /** Values that a schema allows, some of them values that the shop knows under this name. */
  of(schema: Json, name = ''): fc.Arbitrary<unknown> {
    const arbitrary = this.ofSchema(resolve(this.document, schema), name);
    const known = this.known[name];
    if (known === undefined) return arbitrary;
    return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary });
  }

  private ofSchema(schema: Json, name: string): fc.Arbitrary<unknown> {
    const strange = Object.keys(schema).filter((keyword) => !UNDERSTOOD.has(keyword));
    if (strange.length > 0) throw new CannotGenerate(`${name}: the keyword ${strange.join(', ')}`);
    if ('const' in schema) return fc.constant(schema['const']);
    if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
    if (Array.isArray(schema['anyOf']))
      return fc.oneof(...(schema['anyOf'] as Json[]).map((one) => this.of(one, name)));
    return this.ofType(schema, name);
  }

  private ofType(schema: Json, name: string): fc.Arbitrary<unknown> {
    switch (schema['type']) {
      case 'string':
        return stringsOf(schema, name);
      case 'integer':
        return fc.integer(boundsOf(schema, 'minimum', 'maximum', Number.MAX_SAFE_INTEGER));
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return this.listOf(schema, name);
      case 'object':
        return this.objectOf(schema);
      case undefined:
        return fc.jsonValue();
      default:
        throw new CannotGenerate(`${name}: the type ${JSON.stringify(schema['type'])}`);
    }
  }

  private listOf(schema: Json, name: string): fc.Arbitrary<unknown[]> {
    const { min, max } = boundsOf(schema, 'minItems', 'maxItems', SHORT_LIST);
    return fc.array(this.of(schema['items'] as Json, name), {
      minLength: Math.max(min, 0),
      maxLength: Math.min(max, Math.max(min, SHORT_LIST)),
    });
  }

  private objectOf({ properties = {}, required = [], additionalProperties }: Json): fc.Arbitrary<object> {
    const members = Object.entries(properties as Record<string, Json>);
    const values = members.map(([name, schema]) => [name, this.of(schema, name)] as const);
    const own = fc.record(Object.fromEntries(values), { requiredKeys: required as string[] });
    if (typeof additionalProperties !== 'object') return own;
    const more = fc.dictionary(fc.string(), this.of(additionalProperties as Json), { maxKeys: 3 });
    return fc.tuple(more, own).map(([others, named]) => ({ ...others, ...named }));
  }
}

function boundsOf(schema: Json, low: string, high: string, otherwise: number): { min: number; max: number } {
  return {
    min: Number(schema[low] ?? Math.min(0, otherwise)),
    max: Number(schema[high] ?? otherwise),
  };
}

/** Longest text that is made at random where a schema sets no limit. */
const SHORT_TEXT = 60;

function stringsOf(schema: Json, name: string): fc.Arbitrary<string> {
  const { pattern, format, minLength = 0, maxLength = SHORT_TEXT } = schema;
  const [shortest, longest] = [Number(minLength), Number(maxLength)];
  if (typeof pattern === 'string') {
    return patterned(pattern, shortest, longest).filter(
      (text) => text.length >= shortest && text.length <= longest,
    );
  }
  if (format !== undefined) throw new CannotGenerate(`${name}: the format ${JSON.stringify(format)}`);
  return fc.string({ unit: 'grapheme', minLength: shortest, maxLength: Math.min(longest, SHORT_TEXT) });
}

/** Classes of Unicode are beyond `stringMatching`: of texts at random those that fit are taken. */
function patterned(pattern: string, minLength: number, longest: number): fc.Arbitrary<string> {
  if (!pattern.includes('\\p{')) return fc.stringMatching(new RegExp(pattern));
  const fits = new RegExp(pattern, 'u');
  const maxLength = Math.min(longest, SHORT_TEXT);
  return fc.string({ unit: 'grapheme', minLength, maxLength }).filter((text) => fits.test(text));
}
