import { z } from 'zod';

/** A global secondary index, as far as its cost depends on it. */
export interface IndexSchema {
  readonly keys: readonly string[];
  /** What its entries hold; the keys of the table and the index are always among them. */
  readonly attributes: 'all' | readonly string[];
}

/** A table, as far as the cost of its writes depends on it. */
export interface TableSchema {
  readonly keys: readonly string[];
  readonly indexes: readonly IndexSchema[];
}

const keySchema = z.array(z.object({ AttributeName: z.string() }));

const definitionSchema = z.object({
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).default([]),
        }),
      }),
    )
    .default([]),
});

/** Reads the input of CreateTable. Throws when it is none. */
export function tableSchema(definition: object): TableSchema {
  const { KeySchema, GlobalSecondaryIndexes } = definitionSchema.parse(definition);
  const keys = KeySchema.map(({ AttributeName }) => AttributeName);
  return {
    keys,
    indexes: GlobalSecondaryIndexes.map((index) => {
      const own = index.KeySchema.map(({ AttributeName }) => AttributeName);
      const { ProjectionType, NonKeyAttributes } = index.Projection;
      return {
        keys: own,
        attributes: ProjectionType === 'ALL' ? 'all' : [...keys, ...own, ...NonKeyAttributes],
      };
    }),
  };
}
