import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type CloudAssembly, type CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { addHoldfast } from '../../lib/app';
import { stackPrefixOf } from '../../lib/names';
import { type DeployedTemplate, literalsOf, madeBy, outputReferencesIn } from './references';
import { configuration, testApp, WITH_DOMAIN } from './synthesized';

/** Walks what `cdk synth` writes for all stacks, as `cdk deploy --all` would. */
const EUROPE = { name: 'my-shop', regions: ['eu-west-1', 'eu-central-1'], witness: 'eu-west-3' };

/** Validation is the slowest part, and Regions make no difference to it. */
const SHOPS: readonly (readonly [
  string,
  Readonly<Record<string, unknown>>,
  { readonly validated: boolean },
])[] = [
  ['without a domain', {}, { validated: true }],
  ['with a domain', WITH_DOMAIN, { validated: true }],
  ['far from us-east-1', { ...EUROPE, ...WITH_DOMAIN }, { validated: false }],
];

describe.each(SHOPS)('a shop %s', (_, changes, { validated }) => {
  let outdir: string;
  let assembly: CloudAssembly;
  const config = configuration(changes);

  // Fails by itself when CDK's own validation or a policy of ours finds an error in any stack.
  beforeAll(() => {
    outdir = mkdtempSync(path.join(tmpdir(), 'holdfast-assembly-'));
    const app = testApp({ outdir, builtinCloudFormationValidation: validated });
    addHoldfast(app, config);
    assembly = app.synth();
  });

  afterAll(() => rmSync(outdir, { recursive: true }));

  const stacksOf = (kind: string) =>
    assembly.stacks.filter(({ id }) => id.startsWith(stackPrefixOf(config) + kind));

  test('has a template of each stack at the top of the assembly', () => {
    const prefix = stackPrefixOf(config);
    const [first, second] = config.regions;
    const ids = ['Data', `Region-${first}`, `Region-${second}`, 'Edge', `Probe-${first}`, `Probe-${second}`];
    expect(assembly.stacks.map(({ id }) => id).sort()).toEqual(ids.map((id) => `${prefix}${id}`).sort());
    for (const { id } of assembly.stacks)
      expect(existsSync(path.join(outdir, `${id}.template.json`))).toBe(true);
  });

  test('stands in its Regions, and at the edge in us-east-1', () => {
    const regions = stacksOf('Region').map(regionOf);
    expect(regions.sort()).toEqual([...config.regions].sort());
    expect(stacksOf('Data').map(regionOf)).toEqual([config.regions[0]]);
    expect(stacksOf('Edge').map(regionOf)).toEqual(['us-east-1']);
    expect(stacksOf('Probe').map(regionOf).sort()).toEqual(regions);
  });

  test('looks nothing up and names no account: anybody can deploy it', () => {
    expect(assembly.manifest.missing ?? []).toEqual([]);
    const accounts = new Set(assembly.stacks.map(({ environment }) => environment.account));
    expect([...accounts]).toEqual(['unknown-account']);
  });

  test('is deployed Data first, then the Regions, the edge, the probes', () => {
    const idsOf = (kind: string) => stacksOf(kind).map(({ id }) => id);
    expect(stacksOf('Data').map(stacksBefore)).toEqual([[]]);
    for (const region of stacksOf('Region')) expect(stacksBefore(region)).toEqual(idsOf('Data'));
    for (const edge of stacksOf('Edge')) expect(stacksBefore(edge).sort()).toEqual(idsOf('Region').sort());
    for (const probe of stacksOf('Probe'))
      expect(stacksBefore(probe)).toEqual(expect.arrayContaining(idsOf('Edge')));
  });

  test('refers to outputs that exist, of stacks that are deployed before', () => {
    const references = assembly.stacks.flatMap((stack) =>
      outputReferencesIn(stack.template).map((reference) => ({ from: stack, ...reference })),
    );
    // Each probe names an API and the routing store, the edge both APIs.
    expect(references.length).toBeGreaterThanOrEqual(6);
    for (const { from, stackName, region, outputName } of references) {
      const producer = assembly.stacks.find((stack) => stack.stackName === stackName);
      expect(producer?.environment.region).toBe(region);
      expect(outputsOf(producer)).toContain(outputName);
      expect(allStacksBefore(assembly, from)).toContain(producer?.id);
    }
  });

  test('names nothing that neither itself nor an earlier stack makes', () => {
    for (const stack of assembly.stacks) {
      const earlier = allStacksBefore(assembly, stack);
      const made = assembly.stacks
        .filter(({ id }) => id === stack.id || earlier.includes(id))
        .flatMap((each) => madeBy(deployed(each)));
      const missing = literalsOf(deployed(stack)).filter((literal) => !made.includes(literal));
      expect({ stack: stack.id, missing }).toEqual({ stack: stack.id, missing: [] });
    }
  });

  test('names tables, indexes, secrets and buckets of other stacks, which is what the test above is for', () => {
    const kinds = assembly.stacks
      .flatMap((stack) => literalsOf(deployed(stack)))
      .map((text) => text.split(' ')[0]);
    expect([...new Set(kinds)].sort()).toEqual(['bucket', 'index', 'key', 'secret', 'table']);
  });
});

const deployed = ({ template, environment }: CloudFormationStackArtifact): DeployedTemplate => ({
  template: template as unknown,
  region: environment.region,
});

/** Ids of the stacks that must be deployed right before this one; what it uploads is left out. */
function stacksBefore(stack: CloudFormationStackArtifact | undefined): string[] {
  return (stack?.dependencies ?? []).map(({ id }) => id).filter((id) => !id.endsWith('.assets'));
}

/** Ids of all stacks that are there when this one is deployed. */
function allStacksBefore(assembly: CloudAssembly, stack: CloudFormationStackArtifact): string[] {
  return stacksBefore(stack).flatMap((id) => {
    const before = assembly.stacks.find((each) => each.id === id);
    return before === undefined ? [id] : [id, ...allStacksBefore(assembly, before)];
  });
}

const regionOf = ({ environment }: CloudFormationStackArtifact): string => environment.region;

const outputsOf = (stack: CloudFormationStackArtifact | undefined): string[] =>
  Object.keys((stack?.template as { Outputs?: object } | undefined)?.Outputs ?? {});
