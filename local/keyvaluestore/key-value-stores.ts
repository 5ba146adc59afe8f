import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AssemblyError } from '../assembly/assembly-error';
import { type RegionTemplate, type Resource } from '../types';
import { KeyValueStore } from './key-value-store';

/** `{"data": [{"key": …, "value": …}]}`, as CloudFront imports it ("File format for key-value pairs"). */
const importSchema = z.object({ data: z.array(z.object({ key: z.string(), value: z.string() })) });

/** Stores by their ARN. CloudFront is a global service: every region sees the same ones. */
export type KeyValueStores = ReadonlyMap<string, KeyValueStore>;

/**
 * Makes the key value stores of all templates, filled with what they import. What was changed since is gone after
 * a restart, as nothing of it is worth keeping: it says which regions could be reached then.
 */
export function keyValueStores(templates: readonly RegionTemplate[], now: Date): KeyValueStores {
  const stores = templates.flatMap((template) =>
    template.resources
      .filter(({ type }) => type === 'AWS::CloudFront::KeyValueStore')
      .map((resource) => new KeyValueStore(resource.arn, resource.ref, contentOf(resource, template), now)),
  );
  return new Map(stores.map((store) => [store.arn, store]));
}

function contentOf({ logicalId, properties }: Resource, template: RegionTemplate): Record<string, string> {
  const source = z.object({ SourceArn: z.string() }).safeParse(properties['ImportSource']);
  if (!source.success) return {};
  const [, objectKey = ''] = /^arn:aws:s3:::[^/]+\/(.+)$/.exec(source.data.SourceArn) ?? [];
  const parsed = importSchema.safeParse(readJson(template.assetDirectory(objectKey)));
  if (parsed.success)
    return Object.fromEntries(parsed.data.data.map(({ key, value }) => [key, value] as const));
  throw new AssemblyError(`what it imports is not as CloudFront wants it: ${z.prettifyError(parsed.error)}`, {
    logicalId,
    path: 'ImportSource',
  });
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8')) as unknown;
