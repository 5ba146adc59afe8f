import { ROUTES } from '../../lib/region/routes';
import { parseDeployOptions } from '../../tools/deploy/options';
import { parseOpsOptions } from '../../tools/ops/options';
import { readPage, wordsOf } from './pages';

/**
 * What is wrong with a command of a runbook; undefined when it exists and is called as it should be. Lines that begin with
 * nothing known here are shell, and left to their reader.
 */
export function problemWith(command: string): string | undefined {
  const inner = command.match(/\$\((.+)\)/)?.[1];
  if (inner !== undefined && /^\w+=\$\(/.test(command)) return problemWith(inner);
  if (/^\(.+\)$/.test(command)) return problemWith(command.slice(1, -1));
  const [one = '', ...others] = command.split(' && ');
  return problemWithOne(one) ?? (others.length === 0 ? undefined : problemWith(others.join(' && ')));
}

/** Variables that are set for one command: `HOLDFAST_CONFIG=$CONFIG npm run deploy`. */
const SETTINGS = /^(?:[A-Z_]+=\S+ )+/;

function problemWithOne(command: string): string | undefined {
  const [program, ...args] = wordsOf(command.replace(SETTINGS, '')).map(withExamples);
  switch (program) {
    case 'npm':
      return ofNpm(args);
    case 'npx':
      return ofNpx(args);
    case 'aws':
      return ofAws(args);
    case 'operator':
      return ofOperator(args);
    default:
      return undefined;
  }
}

/** Regions and ids that a reader fills in. */
const withExamples = (word: string): string =>
  word
    .replace(/\$REGION/g, 'us-east-1')
    .replace(/\$OTHER/g, 'us-west-2')
    .replace(/ORDER-ID|REPORT-ID|SKU/g, 'example');

const { scripts } = JSON.parse(readPage('package.json').text) as { scripts: Record<string, string> };

function ofNpm([verb, script, dashes, ...args]: readonly string[]): string | undefined {
  if (verb === 'ci') return undefined;
  if (verb !== 'run' || script === undefined || !(script in scripts))
    return `there is no npm ${verb} ${script}`;
  if (script === 'deploy') return ofDeploy(dashes, args);
  if (script !== 'ops') return undefined;
  if (dashes !== '--') return 'npm run ops takes its arguments after --';
  const parsed = parseOpsOptions(args);
  if (parsed.kind !== 'ok') return parsed.kind === 'usage' ? parsed.message : 'only shows the usage';
  return args.includes('--aws') ? undefined : 'speaks to the local shop: --aws is missing';
}

/** Stacks of the shipped configuration. */
const STACKS = [
  'HoldfastEdge',
  ...['Region', 'Probe'].flatMap((kind) =>
    ['us-east-1', 'us-west-2'].map((region) => `Holdfast${kind}-${region}`),
  ),
];

/** In trouble a budget is often spent: without a reason the command would only be refused. */
function ofDeploy(dashes: string | undefined, args: readonly string[]): string | undefined {
  if (dashes === undefined) return undefined;
  if (dashes !== '--') return 'npm run deploy takes its arguments after --';
  const parsed = parseDeployOptions(args, { env: {} });
  if (parsed.kind !== 'ok') return parsed.kind === 'usage' ? parsed.message : 'only shows the usage';
  if (parsed.value.override === null) return 'is refused while a budget is spent: --override is missing';
  return unknownToCdk(parsed.value.cdkArguments);
}

/** Deployments go through `npm run deploy`, which asks the error budgets and records who went on in spite of them. */
function ofNpx([program, verb, ...args]: readonly string[]): string | undefined {
  if (program !== 'cdk' || verb !== 'diff') return 'runbooks use npx cdk diff alone';
  return unknownToCdk(args);
}

function unknownToCdk(args: readonly string[]): string | undefined {
  const unknown = args.filter((arg) => !['--exclusively', '--all', ...STACKS].includes(arg));
  return unknown.length === 0 ? undefined : `there is no stack or flag ${unknown.join(', ')}`;
}

/**
 * The AWS CLI's commands and options that runbooks use. Each was given to the parser of AWS CLI 1.45 once, which refuses
 * unknown ones before it calls anything.
 */
const AWS_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'cloudwatch describe-alarms': ['--alarm-name-prefix', '--state-value', '--alarm-types'],
  'cloudwatch disable-alarm-actions': ['--alarm-names'],
  'cloudwatch enable-alarm-actions': ['--alarm-names'],
  'cloudwatch get-metric-statistics': [
    '--namespace',
    '--metric-name',
    '--dimensions',
    '--start-time',
    '--end-time',
    '--period',
    '--statistics',
  ],
  'cloudfront-keyvaluestore describe-key-value-store': ['--kvs-arn'],
  'cloudfront-keyvaluestore put-key': ['--kvs-arn', '--if-match', '--key', '--value'],
  'cloudwatch set-alarm-state': ['--alarm-name', '--state-value', '--state-reason'],
  'configure export-credentials': ['--format'],
  'dynamodb update-table': ['--warm-throughput'],
  'events describe-rule': ['--name'],
  'events enable-rule': ['--name'],
  'events list-rule-names-by-target': ['--target-arn'],
  'lambda get-account-settings': [],
  'lambda get-function': ['--function-name'],
  'lambda get-function-concurrency': ['--function-name'],
  'lambda invoke': ['--function-name', '--payload', '--invocation-type'],
  'service-quotas list-service-quotas': ['--service-code'],
  'service-quotas request-service-quota-increase': ['--service-code', '--quota-code', '--desired-value'],
  'sesv2 get-account': [],
  'sns confirm-subscription': ['--authenticate-on-unsubscribe', '--topic-arn', '--token'],
  'sns list-subscriptions-by-topic': ['--topic-arn'],
};
const AWS_GLOBAL = ['--region', '--query', '--output', '--cli-binary-format'];

function ofAws([service, operation, ...args]: readonly string[]): string | undefined {
  const allowed = AWS_COMMANDS[`${service} ${operation}`];
  if (allowed === undefined) return `aws ${service} ${operation} is not known to be one`;
  const flags = args.filter((arg) => arg.startsWith('--'));
  const unknown = flags.filter((flag) => ![...allowed, ...AWS_GLOBAL].includes(flag));
  return unknown.length === 0 ? undefined : `aws ${service} ${operation} has no ${unknown.join(', ')}`;
}

/** `operator PATH`: an operator's call, as the index of the runbooks defines it. */
function ofOperator([path = '', ...args]: readonly string[]): string | undefined {
  const method = args[args.indexOf('-X') + 1] ?? 'GET';
  const wanted = args.includes('-X') ? method : 'GET';
  const called = `/${path.split('?')[0]}`;
  const exists = ROUTES.some(
    (route) => route.method === wanted && route.signed === true && matches(route.path, called),
  );
  return exists ? undefined : `there is no ${wanted} ${called} for operators`;
}

const matches = (route: string, called: string): boolean =>
  new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}$`).test(called);
