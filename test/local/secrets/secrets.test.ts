import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AwsCall } from '../../../local/endpoint/aws-call';
import { generateSecretString } from '../../../local/secrets/generate-secret';
import { Secrets } from '../../../local/secrets/secrets';
import { type RegionTemplate } from '../../../local/types';

const arnIn = (region: string): string =>
  `arn:aws:secretsmanager:${region}:000000000000:secret:shop/token-abc123`;

const templateOf = (region: string): RegionTemplate => ({
  region,
  accountId: '000000000000',
  assetDirectory: () => '',
  resources: [
    {
      logicalId: 'Token',
      type: 'AWS::SecretsManager::Secret',
      ref: arnIn(region),
      arn: arnIn(region),
      properties: {
        Name: 'shop/token',
        GenerateSecretString: { SecretStringTemplate: '{"previous":""}', GenerateStringKey: 'current' },
        ReplicaRegions: [{ Region: 'us-west-2' }],
      },
    },
  ],
});

const templates = [templateOf('us-west-2'), templateOf('us-east-1')];

async function call(secrets: Secrets, region: string, operation: string, input: object) {
  const request: AwsCall = { operation, body: Buffer.from(JSON.stringify(input)), headers: {} };
  const { status, body } = await secrets.handle(region, request);
  return { status, ...(JSON.parse(body.toString()) as Record<string, unknown>) } as Record<string, unknown>;
}

describe('Secrets Manager', () => {
  test('gives the same generated value in both regions, by name, ARN or partial ARN', async () => {
    const secrets = new Secrets({ templates, overrides: {} });
    const east = await call(secrets, 'us-east-1', 'GetSecretValue', { SecretId: 'shop/token' });
    const west = await call(secrets, 'us-west-2', 'GetSecretValue', { SecretId: arnIn('us-west-2') });
    const partial = await call(secrets, 'us-west-2', 'GetSecretValue', {
      SecretId: arnIn('us-west-2').slice(0, -7),
    });
    expect(east).toMatchObject({ status: 200, ARN: arnIn('us-east-1'), VersionStages: ['AWSCURRENT'] });
    expect(west.SecretString).toBe(east.SecretString);
    expect(partial.SecretString).toBe(east.SecretString);
  });

  test('an override takes the place of the generated value', async () => {
    const secrets = new Secrets({ templates, overrides: { 'shop/token': { current: 'known' } } });
    const { SecretString } = await call(secrets, 'us-east-1', 'GetSecretValue', { SecretId: 'shop/token' });
    expect(SecretString).toBe('{"current":"known"}');
  });

  test('a new value reaches the replica and keeps the previous one', async () => {
    const secrets = new Secrets({ templates, overrides: { 'shop/token': 'old' } });
    await call(secrets, 'us-east-1', 'PutSecretValue', { SecretId: 'shop/token', SecretString: 'new' });
    const current = await call(secrets, 'us-west-2', 'GetSecretValue', { SecretId: 'shop/token' });
    const previous = { SecretId: 'shop/token', VersionStage: 'AWSPREVIOUS' };
    expect(current.SecretString).toBe('new');
    expect(await call(secrets, 'us-west-2', 'GetSecretValue', previous)).toMatchObject({
      SecretString: 'old',
    });
  });

  test('a replica takes no writes', async () => {
    const secrets = new Secrets({ templates, overrides: {} });
    const put = { SecretId: 'shop/token', SecretString: 'new' };
    expect(await call(secrets, 'us-west-2', 'PutSecretValue', put)).toMatchObject({
      status: 400,
      __type: 'InvalidRequestException',
    });
  });

  test('an unknown secret is not found', async () => {
    const secrets = new Secrets({ templates, overrides: {} });
    expect(await call(secrets, 'us-east-1', 'GetSecretValue', { SecretId: 'other' })).toMatchObject({
      status: 400,
      __type: 'ResourceNotFoundException',
    });
  });

  test('values outlive a run when there is a file for them', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'secrets.json');
    const first = new Secrets({ templates, overrides: {}, file });
    const second = new Secrets({ templates, overrides: {}, file });
    const read = (secrets: Secrets) =>
      call(secrets, 'us-east-1', 'GetSecretValue', { SecretId: 'shop/token' });
    expect((await read(second)).SecretString).toBe((await read(first)).SecretString);
  });
});

test('a generated password keeps to its rules', () => {
  const password = generateSecretString({
    PasswordLength: 64,
    ExcludePunctuation: true,
    ExcludeCharacters: 'abc',
  });
  expect(password).toMatch(/^[A-Zd-z0-9]{64}$/);
});
