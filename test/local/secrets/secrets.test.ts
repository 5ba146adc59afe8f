import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirectoryError } from '../../../local/data/data-directory-error';
import { type AwsCall } from '../../../local/endpoint/aws-call';
import { generateSecretString } from '../../../local/secrets/generate-secret';
import { Secrets } from '../../../local/secrets/secrets';
import { type RegionTemplate } from '../../../local/types';
import { scratchDirectory } from '../../support/scratch-directory';

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

  test('tells what a dynamic reference stands for, and where there is nothing', () => {
    const secrets = new Secrets({ templates, overrides: { 'shop/token': { current: 'known' } } });
    const valueOf = (region: string, secretId: string, jsonKey: string | undefined) =>
      secrets.valueOf(region, { secretId, jsonKey });

    expect(valueOf('us-west-2', arnIn('us-west-2'), 'current')).toBe('known');
    expect(valueOf('us-east-1', 'shop/token', undefined)).toBe('{"current":"known"}');
    expect(() => valueOf('eu-west-1', 'shop/token', 'current')).toThrow(/eu-west-1.*not there/);
    expect(() => valueOf('us-east-1', 'shop/token', 'other')).toThrow(/no text under the key other/);
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
});

describe('secrets in a file', () => {
  const read = (secrets: Secrets, VersionStage = 'AWSCURRENT') =>
    call(secrets, 'us-east-1', 'GetSecretValue', { SecretId: 'shop/token', VersionStage });
  let file: string;
  beforeEach(() => (file = join(scratchDirectory(), 'secrets.json')));

  const start = (all: RegionTemplate[] = templates) => new Secrets({ templates: all, overrides: {}, file });

  test('outlive a run with their versions', async () => {
    const first = start();
    await call(first, 'us-east-1', 'PutSecretValue', { SecretId: 'shop/token', SecretString: 'newer' });
    const second = start();
    expect(await read(second)).toEqual(await read(first));
    expect(await read(second, 'AWSPREVIOUS')).toEqual(await read(first, 'AWSPREVIOUS'));
    expect(await read(second)).toMatchObject({ SecretString: 'newer' });
  });

  test('are replaced as a whole: what a kill left of a new file does not count', async () => {
    const first = start();
    writeFileSync(`${file}.new`, '{"shop/tok');
    expect(await read(start())).toEqual(await read(first));
  });

  test('of no template any more are kept for the day that they come back', async () => {
    const first = start();
    start([]);
    expect(await read(start())).toEqual(await read(first));
  });

  test.each(['', '{"shop/token":', '[]', 'null'])(
    'that are damaged (%j) are an error with its place',
    (text) => {
      writeFileSync(file, text);
      expect(start).toThrow(DataDirectoryError);
      expect(start).toThrow(`${file} is not JSON as the local cloud writes it`);
    },
  );
});

test('a generated password keeps to its rules', () => {
  const password = generateSecretString({
    PasswordLength: 64,
    ExcludePunctuation: true,
    ExcludeCharacters: 'abc',
  });
  expect(password).toMatch(/^[A-Zd-z0-9]{64}$/);
});
