import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Parts of openapi.yaml as the check reads them. */
export type Json = Readonly<Record<string, unknown>>;

/** One header that an answer may have. */
export interface HeaderObject {
  readonly required?: boolean;
  readonly schema: Json;
}

/** One answer of an operation. */
export interface ResponseObject {
  readonly description: string;
  readonly headers: Readonly<Record<string, HeaderObject>>;
  readonly content: Readonly<Record<string, { readonly schema: Json }>>;
}

/** One method on one path. */
export interface OperationObject {
  readonly security: readonly Json[];
  readonly responses: Readonly<Record<string, ResponseObject>>;
}

/** What openapi.yaml holds, as far as answers are concerned. */
export interface ContractDocument extends Json {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: {
    readonly headers: Readonly<Record<string, HeaderObject>>;
    readonly responses: Readonly<Record<string, ResponseObject>>;
    readonly schemas: Readonly<Record<string, Json>>;
  };
}

/** openapi.yaml as it lies at the top of the repository. */
export function readDocument(): ContractDocument {
  return parse(readFileSync(join(__dirname, '..', '..', '..', 'openapi.yaml'), 'utf8')) as ContractDocument;
}

/** What a `$ref` into this document stands for; anything else stands for itself. */
export function resolve<T>(document: ContractDocument, value: T): T {
  const { $ref } = value as { readonly $ref?: string };
  if ($ref === undefined) return value;
  return $ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, key) => (node as Json)[key], document) as T;
}
