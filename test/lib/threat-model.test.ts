import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Template } from 'aws-cdk-lib/assertions';
import { synthesize } from './synthesized';

/** Holds docs/threat-model.md against the templates and the repository. */
const FILE = path.join(__dirname, '..', '..', 'docs', 'threat-model.md');
const TEXT = readFileSync(FILE, 'utf8');

let data: Template;
let region: Template;

beforeAll(() => {
  const { data: tables, regions } = synthesize();
  const [primary] = regions;
  if (primary === undefined) throw new Error('the deployment has no Region');
  [data, region] = [tables, primary];
});

/** The cells of a table's row, by the text of its first one. */
function row(first: string): readonly string[] {
  const line = TEXT.split('\n').find((text) => text.startsWith(`| ${first} `));
  if (line === undefined) throw new Error(`docs/threat-model.md has no row "${first}"`);
  return line.split('|').map((cell) => cell.trim());
}

/** How long something is kept, as the document says. */
const kept = (what: string): string | undefined => row(what)[4];

/** A property of every resource of a type whose name fits, each value once. */
function settings(template: Template, type: string, property: string, name = /./): unknown[] {
  const all = Object.entries(template.findResources(type)).filter(([logicalId]) => name.test(logicalId));
  const values = all.map(([, resource]) => JSON.stringify(readProperty(resource, property) ?? null));
  return [...new Set(values)].map((value) => JSON.parse(value) as unknown);
}

const readProperty = (resource: unknown, property: string): unknown =>
  (resource as { Properties: Record<string, unknown> }).Properties[property];

const inDays = (seconds: unknown): string => `${Number(seconds) / 86_400} days`;

describe('how long data is kept', () => {
  test('by point-in-time recovery: the period is DynamoDB’s own, which is its longest', () => {
    expect(kept('both tables, point-in-time recovery')).toBe('35 days');
    const replicas = settings(data, 'AWS::DynamoDB::GlobalTable', 'Replicas').flat();
    const specifications = replicas.map(
      (replica) => (replica as Record<string, unknown>)['PointInTimeRecoverySpecification'],
    );
    expect(specifications).toEqual(Array(4).fill({ PointInTimeRecoveryEnabled: true }));
  });

  test('by streams: both tables have one', () => {
    expect(kept("both tables, DynamoDB's streams")).toBe('24 hours');
    expect(settings(data, 'AWS::DynamoDB::GlobalTable', 'StreamSpecification')).toEqual([
      { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    ]);
  });

  test('in queues', () => {
    const Queue = 'AWS::SQS::Queue';
    const days = (name: RegExp) => settings(region, Queue, 'MessageRetentionPeriod', name).map(inDays);
    expect(days(/DeadLetters/)).toEqual([kept('dead-letter queues')]);
    expect(days(/^(?!.*DeadLetters)/)).toEqual([kept('queues')]);
  });

  test('in the archive of the bus', () => {
    const days = settings(region, 'AWS::Events::Archive', 'RetentionDays');
    expect(days.map((count) => `${Number(count)} days`)).toEqual([kept('archive of the bus')]);
  });

  test.each(['logs of functions', 'access log of the API'])('in the %s', (what) => {
    const name = what.startsWith('access') ? /AccessLog/ : /^(?!.*AccessLog)/;
    const days = settings(region, 'AWS::Logs::LogGroup', 'RetentionInDays', name);
    expect(days.map((count) => `${Number(count)} days`)).toEqual([kept(what)]);
  });

  test.each(['reports', 'progress'])('in the %s of reconciliation', (what) => {
    const [lifecycle] = settings(region, 'AWS::S3::Bucket', 'LifecycleConfiguration');
    const { Rules } = lifecycle as { Rules: { Prefix: string; ExpirationInDays: number }[] };
    const rule = Rules.find(({ Prefix }) => Prefix === `reconciliation/${what}/`);
    expect(kept(`${what} of reconciliation`)).toBe(`${rule?.ExpirationInDays} days`);
  });
});

test('no role may read a stream, where erased data lives on for a day', () => {
  for (const template of [data, region])
    expect(JSON.stringify(template.toJSON())).not.toMatch(
      /dynamodb:(GetRecords|GetShardIterator|ListStreams)/,
    );
});

/** `path`, `path#heading` or `#heading`; addresses on the web are left out. */
const LINKS = [...TEXT.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(
  ([, target = '', heading]) => ({ target, heading }),
);

/** As GitHub makes an anchor of a heading. */
const anchorsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replace(/ /g, '-'),
  );

test('every link leads somewhere: a counter is only as good as the code and test it names', () => {
  expect(LINKS.length).toBeGreaterThan(80);
  const dead = LINKS.filter(({ target, heading }) => {
    const file = target === '' ? FILE : path.join(path.dirname(FILE), target);
    if (!existsSync(file)) return true;
    return heading !== undefined && !anchorsOf(readFileSync(file, 'utf8')).includes(heading);
  });
  expect(dead).toEqual([]);
});

test('every number of what is left is explained', () => {
  const named = [...new Set([...TEXT.matchAll(/\((L\d+)\)/g)].map(([, number]) => number))];
  const explained = [...TEXT.matchAll(/^\| (L\d+) /gm)].map(([, number]) => number);
  expect(explained).toEqual(expect.arrayContaining(named));
});
