import * as z from 'zod';

/** JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Where a schema with an id stands in the document. */
export const schemaRef = (id: string): JsonSchema => ({ $ref: `#/components/schemas/${id}` });

/** The id that `.meta({ id })` gave a schema. Throws where there is none: what has no name cannot be referred to. */
export function idOf(schema: z.ZodType): string {
  const id = schema.meta()?.id;
  if (id === undefined) throw new Error("a body's schema needs a name: add .meta({ id: 'Name' }) to it");
  return id;
}

/** One schema without a name, in place: of a parameter, for example. */
export function inlineSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

/**
 * `components.schemas` of all schemas with an id that stand in `schemas`, at any depth, in order of their ids.
 * Bodies are described as they travel, before any transformation (`io: 'input'`).
 */
export function namedSchemas(schemas: readonly z.ZodType[]): Record<string, JsonSchema> {
  const shape = Object.fromEntries(schemas.map((schema) => [idOf(schema), schema]));
  const { $defs = {} } = z.toJSONSchema(z.object(shape), { io: 'input' });
  const moved = JSON.parse(JSON.stringify($defs).replaceAll('"#/$defs/', '"#/components/schemas/')) as object;
  return Object.fromEntries(Object.entries(moved).sort(([a], [b]) => (a < b ? -1 : 1)));
}
