import { globSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { PROBE_QUERIES, queryText, REGION_QUERIES, type SavedQuery } from '../../../lib/dashboards/queries';
import { SavedQueries } from '../../../lib/dashboards/saved-queries';
import { namesOf } from '../../../lib/names';
import { accessLogFormat } from '../../../lib/region/access-log';
import { CONFIG, resources, savedQueries, TEMPLATES } from './bodies';

const QUERIES = [...REGION_QUERIES, ...PROBE_QUERIES];

/** Commands of the query language that are used here ("CloudWatch Logs Insights query syntax"). */
const COMMANDS = ['fields', 'parse', 'filter', 'stats', 'sort', 'limit'] as const;

/** Fields that CloudWatch finds in every line of a Lambda function ("Supported logs and discovered fields"). */
const DISCOVERED = ['@timestamp', '@message', '@log', '@type', '@duration'] as const;

/** Fields that Powertools writes into every line, and this project's own (lambdas/shared/telemetry). */
const OF_EVERY_LINE = ['level', 'message', 'service', 'requestId', 'orderId'] as const;

/** Fields of single lines, and where they are written. */
const OF_SINGLE_LINES: Readonly<Record<string, string>> = {
  ms: 'shared/telemetry/watch-calls.ts',
  call: 'shared/telemetry/watch-calls.ts',
  reason: 'shared/ports/payments.ts',
  trips: 'shared/ports/payments.ts',
  probeAt: 'shared/ports/payments.ts',
  resumed: 'shared/resume-after-outage.ts',
  advanced: 'domain/orders/sweep.ts',
  finished: 'domain/orders/sweep.ts',
  waiting: 'domain/orders/sweep.ts',
  left: 'domain/orders/sweep.ts',
  failed: 'sweep-orders/sweep-orders.ts',
  reportId: 'run-audit/run-audit.ts',
  ok: 'run-audit/run-audit.ts',
  checked: 'run-audit/run-audit.ts',
  waitingFor: 'reconcile/reconcile.ts',
  location: 'reconcile/reconcile.ts',
  check: 'health/health-api.ts',
  messageId: 'shared/queue/batch.ts',
  error: 'shared/queue/batch.ts',
  kind: 'domain/messages/messages.ts',
  channel: 'shared/ports/messages.ts',
  template: 'shared/ports/messages.ts',
  ageSeconds: 'adapters/payments/stripe/webhook-signature.ts',
  other: 'probe-region/probe-region.ts',
  of: 'probe-region/probe-region.ts',
  why: 'probe-region/probe-region.ts',
  in: 'domain/routing/routing.ts',
  weight: 'domain/routing/routing.ts',
};

test('each Region saves each query under the name of its runbook, in a folder of the deployment', () => {
  const expected = QUERIES.map(({ runbook }) => `holdfast/${runbook}`).sort();
  const saved = savedQueries().map(({ name }) => name);
  expect(saved.sort()).toEqual([...expected, ...expected].sort());
});

test('names are such that Logs Insights takes them', () => {
  // PutQueryDefinition, CloudWatch Logs API reference.
  savedQueries().forEach(({ name }) => expect(name).toMatch(/^([^:*/]+\/?)*[^:*/]+$/));
});

test('each log group that is read is one of the deployment', () => {
  const named = [...TEMPLATES.regions, ...TEMPLATES.probes].flatMap((template) =>
    resources(template, 'AWS::Logs::LogGroup').map((properties) => properties['LogGroupName']),
  );
  const ids = TEMPLATES.regions.flatMap((template) =>
    Object.keys(template.findResources('AWS::Logs::LogGroup')),
  );
  const known = [...named, ...ids.map((id) => JSON.stringify({ Ref: id }))];
  const read = savedQueries().map(({ groups }) =>
    groups.map((group) => (typeof group === 'string' ? group : JSON.stringify(group))),
  );
  expect(read.filter((groups) => groups.length === 0)).toEqual([]);
  expect(read.flat().filter((group) => !known.includes(group))).toEqual([]);
});

test('a query of the access log needs one', () => {
  const stack = new Stack();
  const make = () =>
    new SavedQueries(stack, 'Queries', {
      deployment: 'shop',
      names: namesOf(CONFIG),
      queries: REGION_QUERIES.filter(({ source }) => source === 'access-log'),
    });
  expect(make).toThrow('orders-stopped reads an access log');
});

test('fields of single lines are written where this test says', () => {
  const unwritten = Object.entries(OF_SINGLE_LINES).filter(
    ([field, file]) => !new RegExp(`\\b${field}\\b`).test(sourceOf(file)),
  );
  expect(unwritten).toEqual([]);
});

test('messages that are looked for are written by some function', () => {
  const sources = SOURCES.map(sourceOf).join('\n');
  const wanted = QUERIES.flatMap(messagesOf);
  expect(wanted).not.toHaveLength(0);
  expect(wanted.filter((text) => !sources.includes(text))).toEqual([]);
});

describe.each(QUERIES.map((query) => [query.runbook, query] as const))('%s', (_, query) => {
  test('is commands one after the other, and bounded', () => {
    const commands = queryText(query).split('\n| ');
    expect(commands).toEqual(query.commands);
    expect(commands.map((command) => command.split(' ')[0]).filter((word) => !isCommand(word))).toEqual([]);
    expect(commands.at(-1)).toMatch(/^limit \d+$/);
  });

  test('balances quotes, brackets and expressions', () => {
    const text = queryText(query);
    expect((text.match(/"/g) ?? []).length % 2).toBe(0);
    expect((text.match(/\//g) ?? []).length % 2).toBe(query.runbook === 'lambda-throttles' ? 1 : 0);
    for (const [open, close] of ['()', '[]'].map((pair) => pair.split('')))
      expect(text.split(String(open)).length).toBe(text.split(String(close)).length);
  });

  test('reads fields that its lines have, or that it has made itself', () => {
    expect(fieldsOf(query).filter((field) => !isKnown(query, field))).toEqual([]);
  });
});

const LAMBDAS = path.join(__dirname, '../../../lambdas');
const SOURCES = globSync('**/*.ts', { cwd: LAMBDAS });
const sourceOf = (file: string): string => readFileSync(path.join(LAMBDAS, file), 'utf8');

/** Texts and beginnings of texts with which a query compares the message of a line. */
function messagesOf({ commands }: SavedQuery): string[] {
  const text = commands.join('\n');
  const equal = [...text.matchAll(/\bmessage (?:= |in \[)((?:"[^"]*"(?:, )?)+)/g)].flatMap(([, list]) =>
    [...String(list).matchAll(/"([^"]*)"/g)].map(([, message]) => String(message)),
  );
  const like = [...text.matchAll(/(?<!@)message like \/([^/]*)\//g)].flatMap(([, pattern]) =>
    String(pattern).split('|'),
  );
  return [...equal, ...like];
}

const isCommand = (word: string | undefined): boolean => COMMANDS.some((command) => command === word);

/** What is left of a query without its texts, expressions, functions, numbers and words of the language. */
function fieldsOf({ commands }: SavedQuery): string[] {
  const bare = commands
    .map((command) =>
      command
        .replace(/"[^"]*"/g, '')
        .replace(/(?:like|@message) \/[^/]*\//g, '')
        .replace(/`/g, ''),
    )
    .map((command) => command.replace(/\w+\(/g, '(').replace(/^\w+ /, ''))
    .join(' ');
  const words = bare.match(/@?[a-zA-Z_][\w.]*/g) ?? [];
  return words.filter((word) => !LANGUAGE.has(word));
}

const LANGUAGE = new Set(['as', 'by', 'and', 'or', 'not', 'desc', 'asc', 'like', 'm']);

function isKnown(query: SavedQuery, field: string): boolean {
  const [root = ''] = field.split('.');
  if (aliasesOf(query).includes(field)) return true;
  if (query.source === 'access-log') return accessLogFields().includes(field);
  return [...DISCOVERED, ...OF_EVERY_LINE, ...Object.keys(OF_SINGLE_LINES)].includes(root);
}

const aliasesOf = ({ commands }: SavedQuery): string[] =>
  commands.flatMap((command) =>
    [...command.matchAll(/ as (\w+)|\?<(\w+)>/g)].map(([, alias, group]) => alias ?? String(group)),
  );

const accessLogFields = (): string[] =>
  Object.keys(JSON.parse(accessLogFormat().toString()) as Record<string, unknown>);
