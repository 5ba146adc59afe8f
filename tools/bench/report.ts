import { z } from 'zod';
import { machineSchema } from './machine';

const column = z.object({
  name: z.string(),
  unit: z.string(),
  better: z.enum(['lower', 'higher']).optional(),
});

const row = z.object({ name: z.string(), values: z.array(z.number().nullable()).readonly() });

const table = z.object({
  name: z.string(),
  title: z.string(),
  columns: z.array(column).readonly(),
  rows: z.array(row).readonly(),
  notes: z.array(z.string()).readonly(),
});

const aim = z.object({
  text: z.string(),
  bound: z.string(),
  measured: z.number().nullable(),
  met: z.boolean().nullable(),
});

/** What `--json` writes and `--compare` reads. */
export const benchReport = z.object({
  /** ISO 8601. */
  startedAt: z.string(),
  quick: z.boolean(),
  seed: z.int(),
  machine: machineSchema,
  tables: z.array(table).readonly(),
  aims: z.array(aim).readonly(),
  /** Sections that could not be measured, and why. */
  failed: z.array(z.object({ section: z.string(), why: z.string() })).readonly(),
});

export type BenchReport = z.infer<typeof benchReport>;
