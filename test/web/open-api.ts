import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Reference {
  readonly $ref?: string;
}

interface Schema extends Reference {
  readonly oneOf?: readonly Schema[];
  readonly properties?: { readonly code?: { readonly const?: string } };
}

interface Response extends Reference {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** The HTTP contract, as far as the tests of the storefront look into it. */
export interface OpenApi {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { responses?: Record<string, Response> }>>>
  >;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Response>>;
  };
}

let contract: OpenApi | undefined;

/** openapi.yaml of this checkout. */
export const openApi = (): OpenApi =>
  (contract ??= parse(readFileSync(join(__dirname, '../../openapi.yaml'), 'utf8')) as OpenApi);

/** Calls that no shopper makes. */
const NOT_FOR_SHOPPERS = /^\/v1\/admin\/|^\/v1\/payments\/|^\/health/;

/** Every problem code that a call of a shopper may be answered with. */
export function shopperCodes(): string[] {
  const api = openApi();
  const codes = new Set<string>();
  for (const [path, operations] of Object.entries(api.paths)) {
    if (NOT_FOR_SHOPPERS.test(path)) continue;
    for (const { responses = {} } of Object.values(operations))
      for (const response of Object.values(responses))
        for (const code of codesOf(api, response)) codes.add(code);
  }
  return [...codes].sort();
}

function codesOf(api: OpenApi, response: Response): string[] {
  const { content } = response.$ref ? (api.components.responses[nameOf(response.$ref)] ?? {}) : response;
  const schema = content?.['application/problem+json']?.schema;
  if (schema === undefined) return [];
  return (schema.oneOf ?? [schema]).flatMap((one) => {
    const { properties } = one.$ref ? (api.components.schemas[nameOf(one.$ref)] ?? {}) : one;
    const code = properties?.code?.const;
    return code === undefined ? [] : [code];
  });
}

const nameOf = (reference: string): string => reference.split('/').at(-1) ?? '';
