import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Aspects, CfnResource, type IAspect } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { type CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { addHoldfast } from '../../lib/app';
import { configuration, testApp } from './synthesized';

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(path.join(tmpdir(), 'holdfast-synth-'));
});

afterEach(() => {
  rmSync(outdir, { recursive: true });
});

/** Changes the properties of every resource of a type, as a careless edit would. */
function spoil(type: string, property: string, value: unknown): IAspect {
  return {
    visit: (node) => {
      if (CfnResource.isCfnResource(node) && node.cfnResourceType === type) {
        node.addPropertyOverride(property, value);
      }
    },
  };
}

/** Names of the stacks that must be deployed before this one; what it uploads is left out. */
function stacksBefore(stack: CloudFormationStackArtifact | undefined): string[] {
  return (stack?.dependencies ?? []).map(({ id }) => id).filter((id) => !id.endsWith('.assets'));
}

test('all templates lie at the top of the assembly, with every validation passed', () => {
  const app = testApp({ outdir });
  addHoldfast(app, configuration());

  const assembly = app.synth();

  expect(assembly.stacks.map(({ id }) => id)).toEqual([
    'HoldfastData',
    'HoldfastRegion-us-east-1',
    'HoldfastRegion-us-west-2',
  ]);
  for (const { id } of assembly.stacks) {
    expect(existsSync(path.join(outdir, `${id}.template.json`))).toBe(true);
  }
});

test('the Data stack is deployed before the Regions, which need nothing of each other', () => {
  const app = testApp({ outdir });
  addHoldfast(app, configuration());

  const [data, ...regions] = app.synth().stacks;

  expect(stacksBefore(data)).toEqual([]);
  expect(regions.map(stacksBefore)).toEqual([['HoldfastData'], ['HoldfastData']]);
});

test('no account and nothing looked up: any account can deploy it', () => {
  const app = testApp({ outdir });
  addHoldfast(app, configuration());

  const assembly = app.synth();

  expect(assembly.manifest.missing ?? []).toEqual([]);
  expect(assembly.stacks.map(({ environment }) => environment.account)).toEqual(
    Array(3).fill('unknown-account'),
  );
  expect(assembly.stacks.map(({ environment }) => environment.region)).toEqual([
    'us-east-1',
    'us-east-1',
    'us-west-2',
  ]);
});

test('a second shop in the same account has names of its own', () => {
  const app = testApp({ outdir });

  const { data, regions } = addHoldfast(app, configuration({ name: 'my-shop' }));

  expect([data, ...regions].map(({ stackName }) => stackName)).toEqual([
    'MyShopData',
    'MyShopRegion-us-east-1',
    'MyShopRegion-us-west-2',
  ]);
});

test('synthesis fails when a policy of ours is broken, and says which and where', () => {
  const app = testApp({ outdir });
  addHoldfast(app, configuration());
  Aspects.of(app).add(spoil(CfnQueue.CFN_RESOURCE_TYPE_NAME, 'VisibilityTimeout', 60));

  expect(() => app.synth()).toThrow(
    new RegExp(
      'hides messages for 60 s: needs 360 s, .* \\(holdfast-policies\\)\\s+' +
        'HoldfastRegion-us-west-2/OrdersQueue/Queue/Resource',
    ),
  );
});

test("synthesis fails when CDK's own validation finds an error", () => {
  const app = testApp({ outdir });
  addHoldfast(app, configuration());
  Aspects.of(app).add(spoil(CfnQueue.CFN_RESOURCE_TYPE_NAME, 'MessageRetentionPeriod', 'for ever'));

  expect(() => app.synth()).toThrow("MessageRetentionPeriod: 'for ever' is not of type 'integer'");
});
