import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { AssemblyError } from '../assembly/assembly-error';
import { wildcard } from '../iam/wildcard';
import { type RegionTemplate, type Resource } from '../types';
import { type ObjectStore } from './object-store';

/** What CDK's BucketDeployment hands to its function; anything else in it ends the start. */
const deploymentSchema = z.strictObject({
  ServiceToken: z.string(),
  SourceBucketNames: z.array(z.string()),
  SourceObjectKeys: z.array(z.string()),
  DestinationBucketName: z.string(),
  DestinationBucketKeyPrefix: z.string().default(''),
  Prune: z.boolean().default(true),
  Exclude: z.array(z.string()).default([]),
  Include: z.array(z.string()).default([]),
  SystemMetadata: z
    .strictObject({ 'cache-control': z.string().optional(), 'content-type': z.string().optional() })
    .default({}),
  // Without a meaning here: there is nothing to invalidate, to keep after a deletion, or to report.
  SourceMarkers: z.array(z.strictObject({})).optional(),
  SourceMarkersConfig: z.array(z.strictObject({})).optional(),
  WaitForDistributionInvalidation: z.boolean().optional(),
  RetainOnDelete: z.boolean().optional(),
  OutputObjectKeys: z.boolean().optional(),
  DestinationBucketArn: z.string().optional(),
  DistributionId: z.string().optional(),
  DistributionPaths: z.array(z.string()).optional(),
});

type Deployment = z.infer<typeof deploymentSchema>;

/** Types that `aws s3 sync` gives to what a storefront has; any other file is `binary/octet-stream`. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.ico': 'image/vnd.microsoft.icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.xml': 'text/xml',
};

/**
 * Does what the custom resources `Custom::CDKBucketDeployment` of a region do on AWS: copies the files of their assets
 * into the bucket, and with `Prune` removes what is there besides.
 *
 * @throws AssemblyError for a deployment that asks for more than that
 */
export function deployToBuckets(template: RegionTemplate, objects: ObjectStore, now: Date): void {
  for (const resource of template.resources) {
    if (resource.type === 'Custom::CDKBucketDeployment') deploy(resource, template, objects, now);
  }
}

function deploy(resource: Resource, template: RegionTemplate, objects: ObjectStore, now: Date): void {
  const deployment = parse(resource);
  const files = deployment.SourceObjectKeys.flatMap((key) => filesIn(template.assetDirectory(key)));
  const concerns = filterOf(deployment);
  const bucket = deployment.DestinationBucketName;
  const deployed = files
    .filter(({ name }) => concerns(name))
    .map(({ name, path }) => {
      const key = keyOf(deployment, name);
      objects.put(bucket, key, { body: readFileSync(path), ...metadataOf(deployment, name, now) });
      return key;
    });
  if (deployment.Prune) prune(objects, deployment, new Set(deployed));
}

function parse({ logicalId, properties }: Resource): Deployment {
  const parsed = deploymentSchema.safeParse(properties);
  if (parsed.success) return parsed.data;
  throw new AssemblyError(
    `the local cloud cannot do this bucket deployment:\n${z.prettifyError(parsed.error)}`,
    { logicalId },
  );
}

interface AssetFile {
  /** Relative to the asset, with slashes. */
  readonly name: string;
  readonly path: string;
}

function filesIn(directory: string): AssetFile[] {
  if (!statSync(directory).isDirectory())
    throw new AssemblyError(`the local cloud deploys directories to buckets, and ${directory} is a file`);
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path, name: relative(directory, path).split(sep).join('/') };
    });
}

/** As `aws s3 sync` takes filters: all files are in, then each filter that matches has the say of those before. */
function filterOf({ Exclude, Include }: Deployment): (name: string) => boolean {
  const excluded = Exclude.map(wildcard);
  const included = Include.map(wildcard);
  return (name) => included.some((matches) => matches(name)) || !excluded.some((matches) => matches(name));
}

function keyOf({ DestinationBucketKeyPrefix: prefix }: Deployment, name: string): string {
  return prefix === '' ? name : `${prefix.replace(/\/$/, '')}/${name}`;
}

function metadataOf({ SystemMetadata }: Deployment, name: string, now: Date) {
  return {
    contentType:
      SystemMetadata['content-type'] ?? CONTENT_TYPES[extname(name).toLowerCase()] ?? 'binary/octet-stream',
    cacheControl: SystemMetadata['cache-control'],
    at: now.toISOString(),
  };
}

function prune(objects: ObjectStore, deployment: Deployment, deployed: ReadonlySet<string>): void {
  const bucket = deployment.DestinationBucketName;
  const concerns = filterOf(deployment);
  const prefix = keyOf(deployment, '');
  const stale = objects
    .keys(bucket)
    .filter((key) => key.startsWith(prefix) && concerns(key.slice(prefix.length)) && !deployed.has(key));
  for (const key of stale) objects.delete(bucket, key);
}
