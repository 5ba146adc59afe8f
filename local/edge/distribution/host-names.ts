import { type Assembly } from '../../assembly/assembly';
import { isRecord } from '../../assembly/template';
import { DISTRIBUTION } from './read-distribution';

/** Names under which the shop's distribution is served: CloudFront's own, and those of the configuration. */
export function hostNamesOf(assembly: Assembly): ReadonlySet<string> {
  const resources = assembly.stackRegions.flatMap((region) => assembly.regionTemplate(region).resources);
  const names = resources
    .filter(({ type }) => type === DISTRIBUTION)
    .flatMap(({ ref, properties }) => [
      `${ref}.cloudfront.net`,
      ...aliasesIn(properties['DistributionConfig']),
    ]);
  return new Set(names);
}

const aliasesIn = (config: unknown): string[] =>
  isRecord(config) && Array.isArray(config['Aliases']) ? config['Aliases'].map(String) : [];
