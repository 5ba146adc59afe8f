import { availableParallelism, cpus, totalmem } from 'node:os';
import { z } from 'zod';

/** What figures depend on besides the code. */
export const machineSchema = z.object({
  cpu: z.string(),
  cores: z.int(),
  memoryGb: z.number(),
  node: z.string(),
  platform: z.string(),
});

export type Machine = z.infer<typeof machineSchema>;

/** This machine. */
export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
  };
}

/** One line about a machine. */
export function describeMachine({ cpu, cores, memoryGb, node, platform }: Machine): string {
  return `${cpu}, ${cores} cores, ${memoryGb} GB, ${platform}, Node ${node}`;
}
