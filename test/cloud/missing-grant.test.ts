import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readAssembly } from '../../local/assembly/read-assembly';
import { HEALTHY } from '../../local/control/faults';
import { startGateway } from '../../local/gateway/start-gateway';
import { fleetingMailLog } from '../../local/mail/mail-log';
import { startDataPlane, startRegion } from '../../local/region';
import { scratchDirectory } from '../support/scratch-directory';

/*
 * Regions started from the real templates with one grant changed, running the real functions. The templates
 * are those that the local cloud of this test run was started from.
 */

const ASSEMBLY = resolve(__dirname, '..', '..', 'cdk.out');
const REGION_TEMPLATE = 'HoldfastRegion-us-east-1.template.json';
const SHOP = 'arn:aws:dynamodb:us-east-1:000000000000:table/holdfast-shop';

/** A copy of the assembly, one text of one function's policy replaced. */
function assemblyWith(role: string, from: string, to: string): string {
  const directory = scratchDirectory();
  for (const entry of readdirSync(ASSEMBLY)) {
    if (entry !== REGION_TEMPLATE) symlinkSync(join(ASSEMBLY, entry), join(directory, entry));
  }
  const template = JSON.parse(readFileSync(join(ASSEMBLY, REGION_TEMPLATE), 'utf8')) as {
    Resources: Record<string, unknown>;
  };
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (!logicalId.startsWith(`${role}RoleDefaultPolicy`)) continue;
    const changed = JSON.stringify(resource).replaceAll(JSON.stringify(from), JSON.stringify(to));
    template.Resources[logicalId] = JSON.parse(changed);
  }
  writeFileSync(join(directory, REGION_TEMPLATE), JSON.stringify(template));
  return directory;
}

/** Asks the API of a region with this assembly for a product that does not exist. */
async function askForProduct(directory: string) {
  const told: string[] = [];
  const written: string[] = [];
  const faults = { current: () => HEALTHY };
  const log = (message: string) => void told.push(message);
  const assembly = readAssembly(directory);
  const data = await startDataPlane({ assembly, faults, log });
  const region = await startRegion({
    region: 'us-east-1',
    assembly,
    data,
    faults,
    mails: fleetingMailLog(),
    log,
    endpointPort: 0,
    logDirectory: join(directory, 'logs'),
    schedules: 'manual',
    onLog: ({ line }) => written.push(line),
  });
  const { template, invoke } = region;
  const gateway = await startGateway({ port: 0, template, invoke, faults, log });
  const answers = [];
  for (let call = 0; call < 3; call++) answers.push(await fetch(`${gateway.url}/v1/products/no-such-thing`));
  await gateway.close();
  await region.close();
  await data.close();
  return { statuses: answers.map(({ status }) => status), told, written: written.join('\n') };
}

test('with its grants as they are, the function answers', async () => {
  const { statuses, told } = await askForProduct(assemblyWith('HttpProducts', 'nothing', 'nothing'));
  expect(statuses).toEqual([404, 404, 404]);
  expect(told).toEqual([]);
});

test('without a grant it fails, and terminal and log name action and resource, the terminal once', async () => {
  const { statuses, told, written } = await askForProduct(
    assemblyWith('HttpProducts', 'dynamodb:GetItem', 'dynamodb:DescribeTable'),
  );
  expect(statuses).toEqual([503, 503, 503]);
  const missing = `/holdfast-products is not authorized to perform: dynamodb:GetItem on resource: ${SHOP} because no identity-based policy allows the dynamodb:GetItem action`;
  expect(told).toEqual([expect.stringContaining(missing)]);
  expect(written).toContain('AccessDeniedException');
  expect(written).toContain(missing);
});

test('where only the key is not granted, the key is named', async () => {
  const { statuses, told } = await askForProduct(assemblyWith('HttpProducts', 'PRODUCT#*', 'CART#*'));
  expect(statuses).toEqual([503, 503, 503]);
  expect(told).toEqual([
    expect.stringContaining(
      'dynamodb:LeadingKeys is PRODUCT#no-such-thing, ForAllValues:StringLike has CART#*',
    ),
  ]);
});
