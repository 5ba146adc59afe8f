import * as fc from 'fast-check';
import { type ContractDocument, type Json, resolve } from '../../../support/contract/document';
import { type RawRequest } from '../../../support/raw-http';
import { type Draft, type DraftBody } from './draft';
import { treeOf } from './json-tree';
import { type MediaObject, type Operation, type ParameterObject } from './operations';
import { CannotGenerate, type Known, SchemaValues } from './schemas';

/** A body, and the header that names its type. */
type Body = readonly [RawRequest['headers'], DraftBody];

/** Makes requests that openapi.yaml allows. */
export class ValidRequests {
  private readonly values: SchemaValues;

  constructor(
    private readonly document: ContractDocument,
    private readonly known: Known,
  ) {
    this.values = new SchemaValues(document, known);
  }

  /** Any request that the document allows for an operation. Throws `CannotGenerate`. */
  of(operation: Operation): fc.Arbitrary<Draft> {
    const path = this.parametersOf(operation, 'path').map(([{ name }, all]) => [name, all] as const);
    return fc
      .record({
        path: fc.record(Object.fromEntries(path)),
        query: this.optional(operation, 'query'),
        headers: fc.tuple(this.optional(operation, 'header'), this.tokenOf(operation)),
        body: this.bodyOf(operation),
      })
      .map(({ path: values, query, headers: [given, token], body: [type, body] }) => ({
        operation,
        method: operation.method,
        segments: segmentsOf(operation, values),
        query: query.map(([name, value]) => [encode(name), encode(value)] as const),
        headers: [...given, ...token, ...type],
        body,
      }));
  }

  /** The example of the document, with what the shop knows in it. */
  exampleOf(operation: Operation): Draft {
    const { parameters, method, media } = operation;
    const sample = ({ name, example }: ParameterObject) => String(this.known[name]?.[0] ?? example ?? '');
    const of = (place: string) =>
      parameters.filter(({ in: at, required }) => at === place && (required === true || at === 'header'));
    const named = (place: string) => of(place).map((one) => [one.name, sample(one)] as const);
    const [[type, content] = []] = Object.entries(media);
    const token = operation.security === 'order' ? [['authorization', this.token(0)] as const] : [];
    const typed = type === undefined ? [] : [['content-type', type] as const];
    return {
      operation,
      method,
      segments: segmentsOf(operation, Object.fromEntries(named('path'))),
      query: named('query').map(([name, value]) => [encode(name), encode(value)] as const),
      headers: [...named('header'), ...token, ...typed],
      body: content === undefined ? { kind: 'none' } : this.exampleBody(operation, content),
    };
  }

  private exampleBody(operation: Operation, { examples, 'x-itemSchema': row }: MediaObject): DraftBody {
    const [first] = Object.values(examples ?? {});
    if (first !== undefined) return { kind: 'json', tree: treeOf(this.withKnown(first.value, 0)) };
    if (row === undefined) throw new CannotGenerate(`${operation.id}: a body without an example`);
    return { kind: 'lines', rows: fc.sample(this.values.of(row), { numRuns: 1, seed: 1 }).map(treeOf) };
  }

  /** An example with the values that the shop knows; the index chooses among them. */
  private withKnown(value: unknown, index: number, name = ''): unknown {
    if (Array.isArray(value)) return value.map((item) => this.withKnown(item, index, name));
    if (typeof value !== 'object' || value === null) return this.known[name]?.[index] ?? value;
    return Object.fromEntries(
      Object.entries(value).map(([key, of]) => [key, this.withKnown(of, index, key)]),
    );
  }

  private token(index: number): string {
    return `Bearer ${String(this.known['orderToken']?.[index] ?? '')}`;
  }

  private tokenOf({ security }: Operation): fc.Arbitrary<readonly (readonly [string, string])[]> {
    if (security !== 'order') return fc.constant([]);
    const tokens = (this.known['orderToken'] ?? []).map((_, index) => this.token(index));
    return fc.constantFrom(...tokens).map((token) => [['authorization', token] as const]);
  }

  private parametersOf({ parameters }: Operation, place: string) {
    return parameters
      .filter((parameter) => parameter.in === place)
      .map((parameter) => [parameter, this.values.of(parameter.schema, parameter.name).map(String)] as const);
  }

  private optional(operation: Operation, place: string): fc.Arbitrary<(readonly [string, string])[]> {
    const each = this.parametersOf(operation, place).map(([{ name, required }, all]) => {
      const given = all.map((value) => [[name, value] as const]);
      return required === true ? given : fc.oneof(given, fc.constant([]));
    });
    return fc.tuple(...each).map((found) => found.flat());
  }

  private bodyOf({ id, media }: Operation): fc.Arbitrary<Body> {
    const all = Object.entries(media).map(([type, content]) =>
      this.contentOf(id, type, content).map((body): Body => [[['content-type', type]], body]),
    );
    return all.length === 0 ? fc.constant<Body>([[], { kind: 'none' }]) : fc.oneof(...all);
  }

  private contentOf(id: string, type: string, content: MediaObject): fc.Arbitrary<DraftBody> {
    const row = content['x-itemSchema'];
    const rows = row && fc.array(this.values.of(row), { minLength: 1, maxLength: 5 });
    switch (type) {
      case 'application/json':
        return this.jsonOf(content).map((value) => ({ kind: 'json', tree: treeOf(value) }));
      case 'application/x-ndjson':
        if (rows) return rows.map((values) => ({ kind: 'lines', rows: values.map(treeOf) }));
        break;
      case 'text/csv':
        if (rows) return rows.map((values) => ({ kind: 'csv', rows: this.table(row, values) }));
    }
    throw new CannotGenerate(`${id}: a body of ${type}`);
  }

  private jsonOf({ schema, examples = {} }: MediaObject): fc.Arbitrary<unknown> {
    const shown = Object.values(examples).flatMap(({ value }) =>
      [0, 1].map((index) => this.withKnown(value, index)),
    );
    const random = this.values.of(schema);
    return shown.length === 0 ? random : fc.oneof(random, fc.constantFrom(...shown));
  }

  private table(row: Json, values: readonly unknown[]): string[][] {
    const columns = Object.keys(resolve(this.document, row)['properties'] as object);
    const cells = (value: unknown) => columns.map((column) => String((value as Json)[column]));
    return [columns, ...values.map(cells)];
  }
}

function segmentsOf({ id, path }: Operation, values: Readonly<Record<string, string>>): string[] {
  const segment = (part: string): string => {
    const [, name] = /^\{(.+)\}$/.exec(part) ?? [];
    if (name === undefined) return part;
    const value = values[name];
    if (value === undefined) throw new CannotGenerate(`${id}: the path parameter ${name} is not described`);
    return encode(value);
  };
  return path.split('/').slice(1).map(segment);
}

/** Half a surrogate pair cannot be percent-encoded: it becomes what UTF-8 makes of it. */
export const encode = (text: string): string => encodeURIComponent(Buffer.from(text).toString());
