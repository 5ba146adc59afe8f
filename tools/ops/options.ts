import { type Parsed, readFlags, understand, UsageError, wholeNumber } from '../arguments';
import { chooseDeployment, type Deployment, WHERE_FLAGS } from './deployment';
import { QUEUE_KEYS, queueKey, type QueueKey } from './queue-names';
import { parseRegion, type RegionOptions } from './region/options';
import { type TimeRange, timeRange } from './time-range';

/** `dead-letters`: shows what stands there. */
export interface DeadLettersOptions {
  readonly kind: 'dead-letters';
  readonly deployment: Deployment;
  readonly queues: readonly QueueKey[];
  /** Most messages that are shown of each queue. */
  readonly limit: number;
  readonly json: boolean;
}

/** `redrive`: puts messages back into their queue. */
export interface RedriveOptions {
  readonly kind: 'redrive';
  readonly deployment: Deployment;
  readonly queue: QueueKey;
  /** Most messages that are shown, and moved, in each Region. */
  readonly limit: number;
  /** The only message to move; null for all that are shown. */
  readonly message: string | null;
  /** Move without asking. */
  readonly yes: boolean;
}

/** `reconcile`: compares the provider's charges with the shop's orders. */
export interface ReconcileOptions {
  readonly kind: 'reconcile';
  readonly deployment: Deployment;
  readonly range: TimeRange;
  /** More refunds than this are held for a person to look at; undefined for the function's own bound. */
  readonly maxRefunds: number | undefined;
  /** Seconds that the range must have been over for; undefined for the function's own bound. */
  readonly graceSeconds: number | undefined;
  readonly json: boolean;
}

/** `circuit`: shows the circuit before the payment provider. */
export interface CircuitOptions {
  readonly kind: 'circuit';
  readonly deployment: Deployment;
  readonly json: boolean;
}

/** `budget`: shows what is left of the error budgets. */
export interface BudgetOptions {
  readonly kind: 'budget';
  readonly deployment: Deployment;
  /** Have them counted first. */
  readonly refresh: boolean;
  readonly json: boolean;
}

/** `forget`: erases a customer's personal data. */
export interface ForgetOptions {
  readonly kind: 'forget';
  readonly deployment: Deployment;
  /** E-mail address or phone number; the function knows what it takes. */
  readonly customer: string;
  /** Only look. */
  readonly dryRun: boolean;
  /** Erase without a look and a question. */
  readonly yes: boolean;
  /** Orders too whose goods have not left. */
  readonly undelivered: boolean;
  readonly json: boolean;
}

export type OpsOptions =
  | DeadLettersOptions
  | RedriveOptions
  | ReconcileOptions
  | CircuitOptions
  | BudgetOptions
  | ForgetOptions
  | RegionOptions;

/** A look at more is no look any more, and takes minutes. */
const LIMITS = [1, 10_000] as const;
const DEFAULT_LIMIT = 100;

/** What the function takes (lambdas/reconcile). */
const REFUNDS = [0, 10_000] as const;
const GRACE_SECONDS = [0, 3_600] as const;

const JSON_FLAG = { json: { type: 'boolean' } } as const;
const QUEUE_FLAGS = { queue: { type: 'string' }, limit: { type: 'string' } } as const;

type Argv = readonly string[];

const COMMANDS: Readonly<Record<string, (argv: Argv) => OpsOptions | 'help'>> = {
  'dead-letters': deadLetters,
  redrive,
  reconcile,
  circuit,
  budget,
  forget,
  region: parseRegion,
};

/** Understands the command line of the operator. */
export function parseOpsOptions([command, ...argv]: Argv): Parsed<OpsOptions> {
  return understand(() => {
    if (command === '--help') return 'help';
    const known = `allowed: ${Object.keys(COMMANDS).join(', ')}`;
    if (command === undefined) throw new UsageError(`no command given; ${known}`);
    const parse = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
    if (parse === undefined) throw new UsageError(`there is no command "${command}"; ${known}`);
    return parse(argv);
  });
}

function deadLetters(argv: Argv): DeadLettersOptions | 'help' {
  const { values, positionals } = readFlags(argv, { ...WHERE_FLAGS, ...QUEUE_FLAGS, ...JSON_FLAG });
  if (values.help) return 'help';
  refuseArguments('dead-letters', positionals);
  return {
    kind: 'dead-letters',
    deployment: chooseDeployment(values),
    queues: values.queue === undefined ? QUEUE_KEYS : [queueKey(values.queue)],
    limit: wholeNumber('--limit', values.limit, LIMITS) ?? DEFAULT_LIMIT,
    json: values.json ?? false,
  };
}

const REDRIVE_FLAGS = { message: { type: 'string' }, yes: { type: 'boolean' } } as const;

function redrive(argv: Argv): RedriveOptions | 'help' {
  const { values, positionals } = readFlags(argv, { ...WHERE_FLAGS, ...QUEUE_FLAGS, ...REDRIVE_FLAGS });
  if (values.help) return 'help';
  refuseArguments('redrive', positionals);
  const { queue, limit, message } = values;
  if (queue === undefined) throw new UsageError(`--queue is missing; allowed: ${QUEUE_KEYS.join(', ')}`);
  if (message === '') throw new UsageError('--message is empty; give the id that dead-letters shows');
  if (message !== undefined && limit !== undefined) {
    throw new UsageError('give --message or --limit, not both');
  }
  return {
    kind: 'redrive',
    deployment: chooseDeployment(values),
    queue: queueKey(queue),
    limit: wholeNumber('--limit', limit, LIMITS) ?? (message === undefined ? DEFAULT_LIMIT : LIMITS[1]),
    message: message ?? null,
    yes: values.yes ?? false,
  };
}

const RECONCILE_FLAGS = {
  from: { type: 'string' },
  to: { type: 'string' },
  'max-refunds': { type: 'string' },
  grace: { type: 'string' },
} as const;

function reconcile(argv: Argv): ReconcileOptions | 'help' {
  const { values, positionals } = readFlags(argv, { ...WHERE_FLAGS, ...RECONCILE_FLAGS, ...JSON_FLAG });
  if (values.help) return 'help';
  refuseArguments('reconcile', positionals);
  return {
    kind: 'reconcile',
    deployment: chooseDeployment(values),
    range: timeRange(values.from, values.to),
    maxRefunds: wholeNumber('--max-refunds', values['max-refunds'], REFUNDS),
    graceSeconds: wholeNumber('--grace', values.grace, GRACE_SECONDS),
    json: values.json ?? false,
  };
}

function circuit(argv: Argv): CircuitOptions | 'help' {
  const { values, positionals } = readFlags(argv, { ...WHERE_FLAGS, ...JSON_FLAG });
  if (values.help) return 'help';
  refuseArguments('circuit', positionals);
  return { kind: 'circuit', deployment: chooseDeployment(values), json: values.json ?? false };
}

function budget(argv: Argv): BudgetOptions | 'help' {
  const flags = { ...WHERE_FLAGS, refresh: { type: 'boolean' }, ...JSON_FLAG } as const;
  const { values, positionals } = readFlags(argv, flags);
  if (values.help) return 'help';
  refuseArguments('budget', positionals);
  const { refresh = false, json = false } = values;
  return { kind: 'budget', deployment: chooseDeployment(values), refresh, json };
}

const FORGET_FLAGS = {
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
  undelivered: { type: 'boolean' },
} as const;

function forget(argv: Argv): ForgetOptions | 'help' {
  const { values, positionals } = readFlags(argv, { ...WHERE_FLAGS, ...FORGET_FLAGS, ...JSON_FLAG });
  if (values.help) return 'help';
  const [customer, ...rest] = positionals;
  if (customer === undefined || rest.length > 0) {
    throw new UsageError(`forget takes one CUSTOMER; found ${positionals.length} arguments`);
  }
  const { 'dry-run': dryRun = false, yes = false, undelivered = false, json = false } = values;
  if (dryRun && yes) throw new UsageError('give --dry-run or --yes, not both');
  return { kind: 'forget', deployment: chooseDeployment(values), customer, dryRun, yes, undelivered, json };
}

function refuseArguments(command: string, positionals: Argv): void {
  if (positionals.length === 0) return;
  throw new UsageError(`${command} takes no arguments; found ${positionals.join(', ')}`);
}
