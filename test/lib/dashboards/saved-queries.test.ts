import { Stack } from 'aws-cdk-lib';
import { EmbeddedMetrics } from '../../../lambdas/shared/telemetry/embedded-metrics';
import { PROBE_QUERIES } from '../../../lib/dashboards/probe-queries';
import { queryText, type SavedQuery } from '../../../lib/dashboards/queries';
import { GENERAL_QUERIES, REGION_QUERIES } from '../../../lib/dashboards/region-queries';
import { SavedQueries } from '../../../lib/dashboards/saved-queries';
import { namesOf } from '../../../lib/names';
import { accessLogFormat } from '../../../lib/region/access-log';
import { ROUTES } from '../../../lib/region/routes';
import { loggedLines } from '../../lambdas/support/logged-lines';
import { CONFIG, resources, savedQueries, TEMPLATES } from './bodies';
import { sourceOf, sourcesOf } from './sources';

const QUERIES = [...REGION_QUERIES, ...GENERAL_QUERIES, ...PROBE_QUERIES];

/** Commands of the query language that are used here ("CloudWatch Logs Insights query syntax"). */
const COMMANDS = ['fields', 'parse', 'filter', 'stats', 'sort', 'limit'] as const;

/** Fields that CloudWatch finds in every line of a Lambda function ("Supported logs and discovered fields"). */
const DISCOVERED = ['@timestamp', '@message', '@log', '@type', '@duration', '@maxMemoryUsed'] as const;

/** Fields of the document that Lambda logs for an error that nobody caught ("Lambda function errors in Node.js"). */
const OF_UNCAUGHT_ERRORS = ['errorType', 'errorMessage'] as const;

/**
 * Texts that no function writes: Lambda's of an invocation that ended badly (its Node.js runtime interface client has
 * `Invoke Error`), and DynamoDB's of a call that it refused for its rate ("Error handling with DynamoDB").
 */
const OF_THE_PLATFORM = [
  'Task timed out',
  'Runtime exited',
  'Invoke Error',
  'Throttling',
  'ThroughputExceeded',
  'RequestLimitExceeded',
];

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
  differences: 'run-audit/run-audit.ts',
  waitingFor: 'reconcile/reconcile.ts',
  location: 'reconcile/reconcile.ts',
  phase: 'reconcile/answer.ts',
  from: 'reconcile/answer.ts',
  to: 'reconcile/answer.ts',
  charges: 'reconcile/answer.ts',
  orders: 'reconcile/answer.ts',
  refunded: 'reconcile/answer.ts',
  refundsPending: 'reconcile/answer.ts',
  confirmedWithoutCharge: 'reconcile/answer.ts',
  unverified: 'reconcile/answer.ts',
  objective: 'error-budget/error-budget.ts',
  bad: 'error-budget/error-budget.ts',
  allowed: 'error-budget/error-budget.ts',
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

test('each Region saves each query once, in a folder of the deployment', () => {
  const expected = QUERIES.map(({ name }) => `holdfast/${name}`).sort();
  expect(new Set(expected).size).toBe(expected.length);
  const saved = savedQueries().map(({ name }) => name);
  expect(saved.sort()).toEqual([...expected, ...expected].sort());
});

test('names are such that Logs Insights takes them', () => {
  // PutQueryDefinition, CloudWatch Logs API reference.
  savedQueries().forEach(({ name }) => expect(name).toMatch(/^([^:*/]+\/?)*[^:*/]+$/));
});

test('texts and log groups are as many as Logs Insights takes', () => {
  // PutQueryDefinition: 10,000 characters; StartQuery: 50 log groups.
  savedQueries().forEach(({ text, groups }) => {
    expect(text.length).toBeLessThanOrEqual(10_000);
    expect(groups.length).toBeLessThanOrEqual(50);
  });
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
  expect(make).toThrow('errors-anomaly reads an access log');
});

test('fields of single lines are written where this test says', () => {
  const unwritten = Object.entries(OF_SINGLE_LINES).filter(
    ([field, file]) => !new RegExp(`\\b${field}\\b`).test(sourceOf(file)),
  );
  expect(unwritten).toEqual([]);
});

test('there are texts to be looked for', () => {
  expect(QUERIES.filter((query) => textsOf(query).length > 0).length).toBeGreaterThan(25);
});

test.each([
  ['ledger-throttled', 'LEDGER_TABLE'],
  ['ledger-near-limit', 'LEDGER_TABLE'],
  ['shop-throttled', 'SHOP_TABLE'],
])('%s reads the logs of all functions that know a %s', (name, variable) => {
  const functions = TEMPLATES.regions.flatMap((template) =>
    resources(template, 'AWS::Lambda::Function').flatMap(({ Environment, FunctionName }) =>
      JSON.stringify(Environment ?? {}).includes(`"${variable}"`)
        ? [`/aws/lambda/${String(FunctionName)}`]
        : [],
    ),
  );
  const groups = savedQueries().find((query) => query.name === `holdfast/${name}`)?.groups ?? [];
  expect(functions).not.toHaveLength(0);
  expect([...groups].sort()).toEqual([...new Set(functions)].sort());
});

describe.each(QUERIES.map((query) => [query.name, query] as const))('%s', (_, query) => {
  test('is commands one after the other, and bounded', () => {
    const commands = queryText(query).split('\n| ');
    expect(commands).toEqual(query.commands);
    expect(commands.map((command) => command.split(' ')[0]).filter((word) => !isCommand(word))).toEqual([]);
    expect(commands.at(-1)).toMatch(/^limit \d+$/);
  });

  test('balances quotes, brackets and expressions', () => {
    const text = queryText(query);
    expect((text.match(/"/g) ?? []).length % 2).toBe(0);
    expect((text.replaceAll(' / ', '').match(/\//g) ?? []).length % 2).toBe(0);
    for (const [open, close] of ['()', '[]'].map((pair) => pair.split('')))
      expect(text.split(String(open)).length).toBe(text.split(String(close)).length);
  });

  test('reads fields that its lines have, or that it has made itself', () => {
    expect(fieldsOf(query).filter((field) => !isKnown(query, field))).toEqual([]);
  });

  test('looks for texts that functions write whose logs it reads, or the platform', () => {
    const sources = query.source === 'access-log' ? '' : query.source.map(sourcesOf).join('\n');
    const written = (text: string) => sources.includes(text) || OF_THE_PLATFORM.includes(text);
    expect(textsOf(query).filter((text) => !written(text))).toEqual([]);
    const { equal } = comparedWith('message', query);
    expect(equal.filter((text) => !isLogged(sources, text))).toEqual([]);
  });

  test('names routes of the API, and calls that are watched', () => {
    const paths = ROUTES.map((route) => route.path);
    const { equal, like } = comparedWith('route', query);
    expect(equal.filter((route) => !paths.includes(route))).toEqual([]);
    expect(like.filter((part) => !paths.some((route) => route.includes(part)))).toEqual([]);
    const sources = query.source === 'access-log' ? '' : query.source.map(sourcesOf).join('\n');
    expect(portsOf(query).filter((port) => !sources.includes(`watchCalls('${port}'`))).toEqual([]);
  });
});

describe('how orders end', () => {
  const lines = loggedLines();

  /** What `declines-high` takes out of the lines that carry some counts. */
  const outcomesOf = (counts: Readonly<Record<string, number>>) => {
    const [parse = ''] = REGION_QUERIES.find(({ name }) => name === 'declines-high')?.commands ?? [];
    const expression = new RegExp(/\/(.*)\//.exec(parse)?.[1] ?? '$^');
    const readings = Object.entries(counts).map(([name, value]) => ({ name, value, unit: 'Count' }));
    new EmbeddedMetrics('holdfast').publish(readings as Readings, { function: 'f', requestId: 'r' });
    return lines().map((line) => expression.exec(line)?.groups?.['outcome']);
  };

  test('is taken out of the line that carries the metrics of an order', () => {
    expect(outcomesOf({ PaymentCalls: 2, OrdersDeclined: 1 })).toEqual(['OrdersDeclined']);
  });

  test('is not taken out of the zeros of a sweep', () => {
    expect(outcomesOf({ OrdersConfirmed: 0, OrdersFailed: 0 })).toEqual([undefined]);
  });
});

type Readings = Parameters<EmbeddedMetrics['publish']>[0];

/** What stands in quotes after a field, or between bars in an expression that the field is to match. */
function comparedWith(field: string, { commands }: SavedQuery): { equal: string[]; like: string[] } {
  const text = commands.join('\n');
  const equals = new RegExp(`(?<![@\\w])${field} (?:= |in \\[)((?:"[^"]*"(?:, )?)+)`, 'g');
  const likes = new RegExp(`(?<![@\\w])${field} like /([^/]*)/`, 'g');
  return {
    equal: [...text.matchAll(equals)].flatMap(([, list]) =>
      [...String(list).matchAll(/"([^"]*)"/g)].map(([, value]) => String(value)),
    ),
    like: [...text.matchAll(likes)].flatMap(([, pattern]) => String(pattern).split('|')),
  };
}

/** Texts that a query looks for in lines and takes out of them. */
function textsOf(query: SavedQuery): string[] {
  const raw = query.commands.flatMap((command) => [
    ...command.matchAll(/@message like \/([^/]*)\//g),
    ...command.matchAll(/^parse @?message .*\?<\w+>([^)]*)\)/g),
  ]);
  const { equal, like } = comparedWith('message', query);
  return [...equal, ...like, ...raw.flatMap(([, pattern]) => String(pattern).split('|'))];
}

/** A whole message, and not only a part of one. */
const isLogged = (sources: string, text: string): boolean =>
  new RegExp(`log\\.(info|warn|error)\\(\\s*['"]${text}['"]`).test(sources);

/** Names of ports in an expression that a call is to match: `call like /^(carts|catalogue)\\./`. */
const portsOf = ({ commands }: SavedQuery): string[] =>
  commands.flatMap((command) =>
    [...command.matchAll(/\bcall like \/\^\(([^)]*)\)/g)].flatMap(([, ports]) => String(ports).split('|')),
  );

const isCommand = (word: string | undefined): boolean => COMMANDS.some((command) => command === word);

/** What is left of a query without its texts, expressions, functions, numbers and words of the language. */
function fieldsOf({ commands }: SavedQuery): string[] {
  const bare = commands
    .map((command) =>
      command
        .replace(/"[^"]*"/g, '')
        .replace(/(like|^parse [@\w]+) \/[^/]*\//g, '$1 ')
        .replace(/bin\(\w+\)| in (?=\[)|`/g, ''),
    )
    .map((command) => command.replace(/\w+\(/g, '(').replace(/^\w+ /, ''))
    .join(' ');
  const words = bare.match(/@?[a-zA-Z_][\w.]*/g) ?? [];
  return words.filter((word) => !LANGUAGE.has(word));
}

const LANGUAGE = new Set(['as', 'by', 'and', 'or', 'not', 'desc', 'asc', 'like']);

function isKnown(query: SavedQuery, field: string): boolean {
  const [root = ''] = field.split('.');
  if (aliasesOf(query).includes(field)) return true;
  if (query.source === 'access-log') return accessLogFields().includes(field);
  const known = [...DISCOVERED, ...OF_UNCAUGHT_ERRORS, ...OF_EVERY_LINE, ...Object.keys(OF_SINGLE_LINES)];
  return known.includes(root);
}

const aliasesOf = ({ commands }: SavedQuery): string[] =>
  commands.flatMap((command) =>
    [...command.matchAll(/ as (\w+)|\?<(\w+)>/g)].map(([, alias, group]) => alias ?? String(group)),
  );

const accessLogFields = (): string[] =>
  Object.keys(JSON.parse(accessLogFormat().toString()) as Record<string, unknown>);
