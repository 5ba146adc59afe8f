import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Aspects, CfnResource, type IAspect, Stack } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
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

test('a second shop in the same account has names of its own', () => {
  const app = testApp({ outdir });

  const { data, regions, edge, probes } = addHoldfast(app, configuration({ name: 'my-shop' }));

  expect([data, ...regions, edge, ...probes].map(({ stackName }) => stackName)).toEqual([
    'MyShopData',
    'MyShopRegion-us-east-1',
    'MyShopRegion-us-west-2',
    'MyShopEdge',
    'MyShopProbe-us-east-1',
    'MyShopProbe-us-west-2',
  ]);
});

test('synthesis fails when a policy of ours is broken, and says which and where', () => {
  const app = testApp({ outdir, builtinCloudFormationValidation: false });
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
  new CfnQueue(new Stack(app, 'Spoilt'), 'Queue');
  Aspects.of(app).add(spoil(CfnQueue.CFN_RESOURCE_TYPE_NAME, 'MessageRetentionPeriod', 'for ever'));

  expect(() => app.synth()).toThrow("MessageRetentionPeriod: 'for ever' is not of type 'integer'");
});
