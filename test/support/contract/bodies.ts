import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { type ContractDocument, type HeaderObject, type Json } from './document';

/** Members that answers have and the document has not are differences here, though clients ignore them. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.entries(schema).map(([key, value]) => [key, closed(value)]);
  const open = 'properties' in schema && !('additionalProperties' in schema);
  return { ...Object.fromEntries(parts), ...(open ? { additionalProperties: false } : {}) };
}

const inDefinitions = (schema: unknown): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"contract#/$defs/')) as Json;

/** Holds values against the schemas of a document. */
export class Schemas {
  private readonly ajv = addFormats(new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }));
  /** Header values are text, so that numbers have to be read from it. */
  private readonly ofText = addFormats(new Ajv2020({ coerceTypes: true, strict: true }));
  private readonly compiled = new Map<Json, ValidateFunction>();

  constructor(document: ContractDocument) {
    const { schemas } = document.components;
    this.ajv.addSchema({ $id: 'contract', $defs: inDefinitions(closed(schemas)) });
  }

  /** Differences between a body and a schema of the document, one line each. */
  ofBody(schema: Json, body: unknown): string[] {
    const validate = this.compile(schema, () => this.ajv.compile(inDefinitions(closed(schema))));
    return validate(body) ? [] : (validate.errors ?? []).map((error) => `body${explain(error)}`);
  }

  /** Differences between the value of a header and its schema. */
  ofHeader(name: string, { schema }: HeaderObject, value: string): string[] {
    const validate = this.compile(schema, () =>
      this.ofText.compile({ type: 'object', properties: { value: schema } }),
    );
    if (validate({ value })) return [];
    return [`header ${name}: ${JSON.stringify(value)} ${validate.errors?.[0]?.message ?? ''}`];
  }

  private compile(schema: Json, make: () => ValidateFunction): ValidateFunction {
    const validate = this.compiled.get(schema) ?? make();
    this.compiled.set(schema, validate);
    return validate;
  }
}

/** For example `/lines/0: has the member "colour", which the document has not`. */
function explain({ instancePath, keyword, message = '', params }: ErrorObject): string {
  const told = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case 'additionalProperties':
      return `${instancePath}: has the member ${quoted(told['additionalProperty'])}, which the document has not`;
    case 'required':
      return `${instancePath}: lacks the member ${quoted(told['missingProperty'])}`;
    case 'enum':
      return `${instancePath}: ${message}: ${JSON.stringify(told['allowedValues'])}`;
    case 'const':
      return `${instancePath}: must be ${JSON.stringify(told['allowedValue'])}`;
    default:
      return `${instancePath}: ${message}`;
  }
}

const quoted = (name: unknown): string => JSON.stringify(name);
