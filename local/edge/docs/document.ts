import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** JSON Schema, as far as the pages show it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A body of one media type. */
export interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
  /** What each row of the body holds. */
  readonly 'x-itemSchema'?: Schema;
}

/** A parameter in the path, the query or a header. */
export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly example?: string | number;
}

/** What comes with one status. */
export interface ApiResponse {
  readonly description: string;
  readonly headers: Readonly<Record<string, { readonly $ref?: string }>>;
  readonly content: Readonly<Record<string, Media>>;
}

/** One method on one path. */
export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly description: string; readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, ApiResponse>>;
}

/** An operation with the place where it stands. */
export interface Route extends Operation {
  readonly method: string;
  readonly path: string;
}

/** What the pages read of openapi.yaml. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, { readonly description: string }>>;
  } & Readonly<Record<string, unknown>>;
}

/** Reads openapi.yaml. Throws where there is none, or what is there is not YAML. */
export async function readApiDocument(file: string): Promise<ApiDocument> {
  return parse(await readFile(file, 'utf8')) as ApiDocument;
}

/** All operations, in the order of the document. */
export function routesOf(document: ApiDocument): Route[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );
}

/** What a `$ref` into the document stands for; anything else stands for itself. */
export function resolve<T extends object>(document: ApiDocument, value: T): T {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value;
  const path = value.$ref.replace(/^#\//, '').split('/');
  return path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document) as T;
}
