import { type SkippedResources } from './assembly';
import { customResourceFunctions } from './custom-resources';
import { RESOURCE_TYPES } from './resource-types';
import { type Stack } from './template';

/** Counts the resources that no part of the local cloud acts on. */
export function skippedResources(stacks: readonly Stack[]): SkippedResources {
  const notNeeded: Record<string, number> = {};
  const unknown: Record<string, number> = {};
  const count = (counts: Record<string, number>, what: string) => (counts[what] = (counts[what] ?? 0) + 1);
  for (const stack of stacks) {
    const deployers = customResourceFunctions(stack);
    for (const [logicalId, { Type }] of Object.entries(stack.template.Resources ?? {})) {
      const known = RESOURCE_TYPES[Type];
      if (deployers.has(logicalId)) count(notNeeded, `${Type} of custom resources`);
      else if (known?.use !== 'runs') count(known === undefined ? unknown : notNeeded, Type);
    }
  }
  return { notNeeded, unknown };
}
