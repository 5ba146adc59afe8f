import { type SkippedResources } from './assembly';
import { RESOURCE_TYPES } from './resource-types';
import { type Stack } from './template';

/** Counts the resources that no part of the local cloud acts on. */
export function skippedResources(stacks: readonly Stack[]): SkippedResources {
  const notNeeded: Record<string, number> = {};
  const unknown: Record<string, number> = {};
  for (const { Type } of stacks.flatMap(({ template }) => Object.values(template.Resources ?? {}))) {
    const known = RESOURCE_TYPES[Type];
    if (known?.use === 'runs') continue;
    const counts = known === undefined ? unknown : notNeeded;
    counts[Type] = (counts[Type] ?? 0) + 1;
  }
  return { notNeeded, unknown };
}
