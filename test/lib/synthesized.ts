import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, type AppProps, type Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addHoldfast } from '../../lib/app';
import { checkConfig } from '../../lib/config/load';
import { type HoldfastConfig } from '../../lib/config/schema';

/** One for each stack of a deployment. */
interface Templates<T> {
  readonly data: T;
  readonly regions: readonly T[];
  readonly edge: T;
  readonly probes: readonly T[];
}

/** Of Jest's environment for these tests (test/support/shared-modules). */
declare const requireShared: NodeJS.Require;
const shared = requireShared(require.resolve('../support/shared-modules/templates.js')) as Map<
  string,
  string
>;

const ROOT = path.join(__dirname, '..', '..');

/** The configuration that the repository ships, with the given settings replaced. */
export function configuration(changes: Readonly<Record<string, unknown>> = {}): HoldfastConfig {
  const result = checkConfig('test', { ...shippedConfig(), ...changes });
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.problems));
  return result.config;
}

/** Settings of a shop under a name of its own. */
export const WITH_DOMAIN = { domain: 'shop.example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' } as const;

/** holdfast.config.json as it stands in the repository. */
export function shippedConfig(): Readonly<Record<string, unknown>> {
  return readJson('holdfast.config.json');
}

/** A trace for each of a thousand resources, by which nothing here goes, is a sixth of the time of a synthesis. */
const SPARED = { 'aws:cdk:bundling-stacks': [], 'aws:cdk:disable-creation-stack-traces': true };

/** An app with the flags of cdk.json, in which functions are not bundled: their code is not under test. */
export function testApp(props: AppProps = {}): App {
  const { context } = readJson('cdk.json') as { context: Record<string, unknown> };
  const app = new App({ ...props, context: { ...context, ...SPARED, ...props.context } });
  Validations.of(app).acknowledge({
    id: 'Annotation::holdfast:alarms.phone',
    reason: 'nobody is to be woken by a test',
  });
  return app;
}

/** Templates of a whole deployment; what a worker has synthesized once it synthesizes no more. */
export function synthesize(config: HoldfastConfig = configuration()) {
  const key = JSON.stringify(config);
  const made = shared.get(key) ?? synthesizeAnew(config);
  shared.set(key, made);
  return parsed(made);
}

/** Text of all templates. CDK's own validation, the slowest part, is left to app.test.ts. */
export function synthesizeAnew(config: HoldfastConfig): string {
  const app = testApp({ builtinCloudFormationValidation: false });
  const { data, regions, edge, probes } = addHoldfast(app, config);
  const bodyOf = (stack: Stack): object => Template.fromStack(stack).toJSON();
  const templates: Templates<object> = {
    data: bodyOf(data),
    regions: regions.map(bodyOf),
    edge: bodyOf(edge),
    probes: probes.map(bodyOf),
  };
  return JSON.stringify(templates);
}

export function parsed(text: string): Templates<Template> {
  const { data, regions, edge, probes } = JSON.parse(text) as Templates<Record<string, unknown>>;
  const templateOf = (body: Record<string, unknown>): Template => Template.fromJSON(body);
  return {
    data: templateOf(data),
    regions: regions.map(templateOf),
    edge: templateOf(edge),
    probes: probes.map(templateOf),
  };
}

/** Template of the primary Region. */
export function primaryRegion(config: HoldfastConfig = configuration()): Template {
  const [primary] = synthesize(config).regions;
  if (primary === undefined) throw new Error('the deployment has no Region');
  return primary;
}

function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as Record<string, unknown>;
}
