import { DatabaseSync } from 'node:sqlite';
import { JumpingClock } from '../../../lambdas/adapters/memory/manual-clock';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { S3Objects } from '../../../lambdas/adapters/s3/objects';
import { S3ReportArchive } from '../../../lambdas/adapters/s3/report-archive';
import { signedCalls } from '../../../lambdas/adapters/signed-call';
import { begin, reportOf } from '../../../lambdas/domain/reconciliation/progress';
import { Endpoint } from '../../../local/endpoint/endpoint';
import { ObjectStore } from '../../../local/s3/object-store';
import { s3 } from '../../../local/s3/s3';
import { reportArchiveContract } from '../contract/report-archive';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server';

const environment = { ...process.env };
beforeAll(() => {
  process.env['AWS_ACCESS_KEY_ID'] = 'key';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
});
afterAll(() => {
  process.env = environment;
});

const BUCKET = 'shop-reports';
const runtime = () => ({ clock: new JumpingClock(), random: new SeededRandom(1) });
const archiveAt = (url: string, bucket = BUCKET) =>
  new S3ReportArchive(new S3Objects(signedCalls('us-east-1', url), bucket, runtime()));

describe('ReportArchive in S3, as the local cloud has it', () => {
  let endpoint: Endpoint;
  let objects: ObjectStore;
  let mayList: boolean;

  const template = {
    region: 'us-east-1',
    accountId: '000000000000',
    assetDirectory: () => '',
    resources: [
      {
        logicalId: 'Bucket',
        type: 'AWS::S3::Bucket',
        ref: BUCKET,
        arn: `arn:aws:s3:::${BUCKET}`,
        properties: {},
      },
    ],
  };

  beforeEach(async () => {
    mayList = false;
    objects = new ObjectStore(new DatabaseSync(':memory:'));
    endpoint = new Endpoint({
      port: 0,
      region: 'us-east-1',
      isDown: () => false,
      refusal: () => null,
      afterCall: () => undefined,
    });
    endpoint.addRest(s3({ template, objects, mayList: () => mayList, now: () => new Date(0) }));
    await endpoint.listen();
  });
  afterEach(() => endpoint.close());

  describe.each([false, true])('for a role that may list the bucket: %s', (allowed) => {
    reportArchiveContract(async () => {
      mayList = allowed;
      return archiveAt(endpoint.url);
    });
  });

  test('keys go by range and start, and people can read a report', async () => {
    const range = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) };
    const progress = begin(range, Date.UTC(2026, 0, 2, 2, 0, 0, 7));
    await archiveAt(endpoint.url).saveProgress(progress);

    const place = await archiveAt(endpoint.url).saveReport(reportOf(progress));

    const key = 'reconciliation/reports/20260101T000000Z-20260102T000000Z/20260102T020000.007Z.json';
    expect(place).toBe(`s3://${BUCKET}/${key}`);
    expect(objects.get(BUCKET, key)?.body.toString()).toContain('\n  "charges": 0,\n');
    const progressKey = 'reconciliation/progress/20260101T000000Z-20260102T000000Z.json';
    expect(objects.get(BUCKET, progressKey)).toMatchObject({ contentType: 'application/json' });
  });

  test('a bucket that is not there is not taken for a missing object', async () => {
    const elsewhere = archiveAt(endpoint.url, 'other');
    await expect(elsewhere.progress({ from: 0, to: 1_000 })).rejects.toThrow('404 NoSuchBucket');
    await expect(elsewhere.saveProgress(begin({ from: 0, to: 1_000 }, 0))).rejects.toMatchObject({
      code: 'store_unavailable',
      outcome: 'not_applied',
    });
  });
});

describe('what goes over the wire', () => {
  let server: ScriptedServer;
  beforeAll(async () => (server = await startScriptedServer()));
  beforeEach(() => {
    server.received.length = 0;
    server.script.length = 0;
  });
  afterAll(() => server.close());

  const refused = (action: string) => ({
    status: 403,
    text: `<Error><Code>AccessDenied</Code><Message>User: x is not authorized to perform: ${action} on resource: y</Message></Error>`,
  });
  const RANGE = { from: 0, to: 1_000 };

  test('a missing permission to read is told from a missing object', async () => {
    server.script.push(refused('s3:ListBucket'), refused('s3:GetObject'));
    const archive = archiveAt(server.url);

    expect(await archive.progress(RANGE)).toBeUndefined();
    await expect(archive.progress(RANGE)).rejects.toThrow('S3 GetObject of shop-reports/');
  });

  test('what got no answer, or a 5xx, is tried again', async () => {
    server.script.push(
      'break',
      { status: 503, text: '<Error><Code>SlowDown</Code></Error>' },
      { status: 200, text: '' },
    );

    await archiveAt(server.url).saveProgress(begin(RANGE, 0));

    expect(server.received.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT']);
    expect(new Set(server.received.map(({ body }) => body)).size).toBe(1);
  });

  test('after three tries it is unavailable', async () => {
    const slow = { status: 503, text: '<Error><Code>SlowDown</Code></Error>' };
    server.script.push(slow, slow, slow);

    await expect(archiveAt(server.url).progress(RANGE)).rejects.toThrow('503 SlowDown');
  });
});
