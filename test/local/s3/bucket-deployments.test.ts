import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deployToBuckets } from '../../../local/s3/bucket-deployments';
import { ObjectStore } from '../../../local/s3/object-store';
import { scratchDirectory } from '../../support/scratch-directory';
import { resource } from '../iam/support';

const NOW = new Date('2026-01-01T00:00:00Z');
const BUCKET = 'storefront';

let directory: string;
let objects: ObjectStore;

beforeEach(() => {
  directory = scratchDirectory();
  objects = new ObjectStore(new DatabaseSync(':memory:'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html>');
  writeFileSync(join(directory, 'assets', 'app-1a2b.js'), 'start()');
});

function deploy(...deployments: readonly object[]): void {
  const resources = deployments.map((properties, index) =>
    resource('Custom::CDKBucketDeployment', `Deployment${index}`, {
      ServiceToken: 'arn:aws:lambda:us-east-1:000000000000:function:cdk',
      SourceBucketNames: ['cdk-assets'],
      SourceObjectKeys: ['site.zip'],
      DestinationBucketName: BUCKET,
      ...properties,
    }),
  );
  const template = { region: 'us-east-1', accountId: '0', resources, assetDirectory: () => directory };
  deployToBuckets(template, objects, NOW);
}

test('the files of the asset are in the bucket, each with its type', () => {
  deploy({});

  expect(objects.keys(BUCKET)).toEqual(['assets/app-1a2b.js', 'index.html']);
  expect(objects.get(BUCKET, 'assets/app-1a2b.js')).toEqual({
    body: Buffer.from('start()'),
    contentType: 'text/javascript',
    cacheControl: undefined,
    at: NOW.toISOString(),
  });
});

test('two deployments share a bucket, each with its own caching', () => {
  const assets = { Exclude: ['*'], Include: ['assets/*'], SystemMetadata: { 'cache-control': 'immutable' } };
  deploy(assets, { Exclude: ['assets/*'], SystemMetadata: { 'cache-control': 'no-cache' } });

  expect(objects.get(BUCKET, 'assets/app-1a2b.js')?.cacheControl).toBe('immutable');
  expect(objects.get(BUCKET, 'index.html')?.cacheControl).toBe('no-cache');
});

test.each([
  [true, ['assets/app-1a2b.js', 'index.html']],
  [false, ['assets/app-1a2b.js', 'index.html', 'old.js']],
])('with Prune %s, what is not in the asset: %j', (Prune, keys) => {
  objects.put(BUCKET, 'old.js', { body: Buffer.from(''), contentType: 'text/javascript', at: '' });
  deploy({ Prune });
  expect(objects.keys(BUCKET)).toEqual(keys);
});

test('a prefix goes before every key, and only there something is removed', () => {
  objects.put(BUCKET, 'report.json', { body: Buffer.from('{}'), contentType: 'application/json', at: '' });
  deploy({ DestinationBucketKeyPrefix: 'shop/' });
  expect(objects.keys(BUCKET)).toEqual(['report.json', 'shop/assets/app-1a2b.js', 'shop/index.html']);
});

test('what is not known of deployments ends the start with its place', () => {
  const odd = () => deploy({ SystemMetadata: { 'content-encoding': 'br' } });
  expect(odd).toThrow(/resource Deployment0.*content-encoding/s);
});

test('objects of a data directory from before have no Cache-Control', () => {
  const database = new DatabaseSync(':memory:');
  database.exec(
    'CREATE TABLE objects (bucket TEXT, key TEXT, body BLOB, type TEXT, at TEXT, PRIMARY KEY (bucket, key))',
  );
  database.exec("INSERT INTO objects VALUES ('b', 'k', 'x', 'text/plain', '2026-01-01T00:00:00Z')");
  expect(new ObjectStore(database).get('b', 'k')).toMatchObject({
    contentType: 'text/plain',
    cacheControl: undefined,
  });
});
