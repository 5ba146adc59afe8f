import { join } from 'node:path';
import { type Deployment } from '../ops/deployment';
import { type Override } from '../ops/budget/ports';
import { type World } from '../world';
import { type Verdict } from './gate';
import { type DeployPorts } from './ports';

/** What is recorded. */
export interface OverrideInput {
  readonly deployment: Deployment;
  readonly reason: string;
  readonly verdict: Extract<Verdict, { kind: 'refused' }>;
  readonly say: (line: string) => void;
}

/** Below the project's directory, which git does not see: for when no table takes the record. */
export const OVERRIDES_FILE = '.holdfast/overrides.ndjson';

/**
 * Records who deploys in spite of the budgets, and why, before the deployment begins: in the first table that takes it.
 * None taking it does not stop anybody: the deployment may be what brings the tables back.
 */
export async function recordOverride(input: OverrideInput, world: World, ports: DeployPorts): Promise<void> {
  const { deployment, reason, verdict, say } = input;
  const override: Override = {
    at: world.now().toISOString(),
    who: await ports.who(),
    reason,
    refusal: verdict.reasons.join('. '),
    budgets: verdict.spent.map(({ name, left, bad, total }) => ({ name, left, bad, total })),
  };
  const failures: string[] = [];
  for (const through of deployment.regions) {
    const reply = await ports.budgets.record({ through, tableName: `${deployment.name}-shop` }, override);
    if (reply.kind === 'ok') return say(`overridden by ${override.who}: ${reason} (recorded)`);
    failures.push(reply.message);
  }
  const file = join(world.projectDirectory, OVERRIDES_FILE);
  ports.appendLine(file, JSON.stringify(override));
  failures.forEach(say);
  say(
    `overridden by ${override.who}: ${reason}; no table took the record, so it is in ${file}: tell the others`,
  );
}
