import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type RegionTemplate, type Resource } from '../types';
import { type Assembly, type RegionTemplateOptions } from './assembly';
import { AssemblyError } from './assembly-error';
import { customResourceFunctions } from './custom-resources';
import { withSecrets } from './dynamic-references';
import { type Place } from './identity';
import { isReplicatedTo } from './replicas';
import { skippedResources } from './skipped';
import { StackScope, type OtherStacks } from './stack-scope';
import { isRecord, type Stack, type Template } from './template';

/** The made-up account; also the one that the SQS emulator has built in. */
export const LOCAL_ACCOUNT = '000000000000';

interface Manifest {
  readonly artifacts?: Readonly<Record<string, Artifact>>;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly file?: string;
  };
}

interface AssetManifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

/**
 * Reads what `cdk synth` wrote: `manifest.json`, the top-level templates and the asset manifests.
 * Throws an `AssemblyError` if the directory holds no assembly, or one that cannot run here.
 */
export function readAssembly(directory: string): Assembly {
  const root = resolve(directory);
  if (!existsSync(join(root, 'manifest.json'))) {
    throw new AssemblyError(`${root} holds no manifest.json; run \`npx cdk synth\` first`);
  }
  const artifacts = Object.entries(readJson<Manifest>(join(root, 'manifest.json')).artifacts ?? {});
  const stacks = artifacts.filter(([, { type }]) => type === 'aws:cloudformation:stack').map(readStack(root));
  const assets = assetDirectories(root, artifacts);
  return {
    directory: root,
    regions: functionRegions(stacks),
    stackRegions: [...new Set(stacks.map(({ region }) => region))],
    regionTemplate: (region, options = {}) => regionTemplate(stacks, assets, region, options),
    skipped: skippedResources(stacks),
  };
}

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

const readStack =
  (root: string) =>
  ([id, artifact]: readonly [string, Artifact]): Stack => {
    const name = artifact.properties?.stackName ?? id;
    const region = /^aws:\/\/[^/]+\/(.+)$/.exec(artifact.environment ?? '')?.[1];
    if (region === undefined || region === 'unknown-region') {
      throw new AssemblyError('the stack is not bound to a region; give it an `env.region`', { stack: name });
    }
    const template = readJson<Template>(
      join(root, artifact.properties?.templateFile ?? `${id}.template.json`),
    );
    return { name, region, template };
  };

function assetDirectories(
  root: string,
  artifacts: readonly (readonly [string, Artifact])[],
): Map<string, string> {
  const manifests = artifacts.flatMap(([, { type, properties }]) =>
    type === 'cdk:asset-manifest' && properties?.file
      ? [readJson<AssetManifest>(join(root, properties.file))]
      : [],
  );
  const files = manifests.flatMap(({ files }) => Object.values(files ?? {}));
  return new Map(
    files.flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }) => [objectKey, join(root, source.path)] as const),
    ),
  );
}

/** Regions with functions of the app's own, the one that defines the global tables first: it is the primary. */
function functionRegions(stacks: readonly Stack[]): string[] {
  const withType = (type: string) =>
    stacks.filter((stack) => hasResource(stack, type)).map(({ region }) => region);
  const regions = new Set(withType('AWS::Lambda::Function'));
  const primaries = withType('AWS::DynamoDB::GlobalTable').filter((region) => regions.has(region));
  return [...new Set([...primaries, ...regions])];
}

function hasResource(stack: Stack, type: string): boolean {
  const deployers = customResourceFunctions(stack);
  const resources = Object.entries(stack.template.Resources ?? {});
  return resources.some(([logicalId, { Type }]) => Type === type && !deployers.has(logicalId));
}

function regionTemplate(
  stacks: readonly Stack[],
  assets: ReadonlyMap<string, string>,
  region: string,
  options: RegionTemplateOptions,
): RegionTemplate {
  const sqsAddress = options.sqsAddress ?? ((each: string) => `https://sqs.${each}.amazonaws.com`);
  const scopes: StackScope[] = [];
  const others = otherStacks(scopes);
  for (const stack of stacks) {
    scopes.push(new StackScope(stack, placeOf(stack, sqsAddress(stack.region)), others));
  }
  return {
    region,
    accountId: LOCAL_ACCOUNT,
    resources: scopes.flatMap((scope) => resourcesIn(scope, region)).map(resolved(options)),
    assetDirectory: (s3Key) => assetDirectory(assets, s3Key),
  };
}

const resolved =
  ({ secret }: RegionTemplateOptions) =>
  (resource: Resource): Resource =>
    secret === undefined
      ? resource
      : { ...resource, properties: withSecrets(resource.properties, secret) as Resource['properties'] };

const placeOf = (stack: Stack, sqsAddress: string): Place => ({
  stack: stack.name,
  region: stack.region,
  accountId: LOCAL_ACCOUNT,
  sqsAddress,
});

const otherStacks = (scopes: readonly StackScope[]): OtherStacks => ({
  exported: (name, region) =>
    scopes
      .filter(({ stack }) => stack.region === region)
      .map((scope) => scope.exported(name))
      .find((value) => value !== undefined),
  output: (name, output, region) =>
    scopes.find(({ stack }) => stack.name === name && stack.region === region)?.output(output),
});

function resourcesIn(scope: StackScope, region: string): Resource[] {
  if (scope.stack.region === region) {
    const deployers = customResourceFunctions(scope.stack);
    const running = scope.logicalIds().filter((logicalId) => !deployers.has(logicalId));
    return running.map((logicalId) => resourceOf(scope, logicalId));
  }
  const replicated = scope.logicalIds().filter((logicalId) => {
    const { Type, Properties } = scope.resource(logicalId);
    return isReplicatedTo(region, Type, isRecord(Properties) ? Properties : {});
  });
  const there = scope.inRegion(region);
  return replicated.map((logicalId) => resourceOf(there, logicalId));
}

function resourceOf(scope: StackScope, logicalId: string): Resource {
  const { ref, arn } = scope.identity(logicalId);
  return {
    logicalId,
    type: scope.resource(logicalId).Type,
    properties: scope.properties(logicalId),
    ref,
    arn,
  };
}

function assetDirectory(assets: ReadonlyMap<string, string>, s3Key: string): string {
  const directory = assets.get(s3Key);
  if (directory === undefined) throw new AssemblyError(`no asset manifest names the object ${s3Key}`);
  return directory;
}
