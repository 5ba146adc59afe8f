import { namedTarget, oneFile, type Parsed, PORT_BASE_BOUNDS, readFlags, targetNamed } from '../arguments';
import { understand, UsageError, wholeNumber } from '../arguments';
import { type Credentials, findCredentials } from '../client/credentials';
import { DEFAULT_PORT_BASE, localControl, localTargets, type RegionTarget } from '../client/regions';

export const REPLAY_USAGE = `Usage: npm run replay -- ORDERS.ndjson [options]

Sends real orders through the public API of both regions in turn, then audits the shop.
One order a line: {"order": "573744", "customer": "17733", "lines": [{"sku", "quantity"}]}.

  --concurrency N      orders under way at a time (16)
  --orders N           only the first N orders
  --regions both|NAME  all regions in turn, or one (both)
  --run ID             repeat a run under the same idempotency keys (a new run)
  --seed N             of the jitter between attempts (1)
  --port-base N        port base of the local shop (${DEFAULT_PORT_BASE})
  --url NAME=URL       a deployed region's API, once for each region
  --json FILE          write the report as JSON, too
  --history FILE       write down every request and answer, for npm run history
  --help

Exit code: 0 every order was accepted or out of stock and the audit is clean, 1 otherwise,
2 wrong usage or the shop cannot be reached.`;

/** A region's API with the keys that sign the audit's calls. */
export interface ReplayTarget extends RegionTarget {
  readonly credentials: Credentials;
}

/** What the command line of the replay asks for. */
export interface ReplayOptions {
  readonly file: string;
  readonly concurrency: number;
  /** Most orders to send; null for the whole file. */
  readonly orders: number | null;
  readonly targets: readonly ReplayTarget[];
  /** The local cloud's control API; null for a deployed shop. */
  readonly control: URL | null;
  /** Null for a new run. */
  readonly run: string | null;
  readonly seed: number;
  /** Where the JSON report goes, if anywhere. */
  readonly json: string | null;
  /** Where every request and answer is written down, if anywhere. */
  readonly history: string | null;
}

const FLAGS = {
  concurrency: { type: 'string' },
  orders: { type: 'string' },
  regions: { type: 'string' },
  run: { type: 'string' },
  seed: { type: 'string' },
  'port-base': { type: 'string' },
  url: { type: 'string', multiple: true },
  json: { type: 'string' },
  history: { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Flags = ReturnType<typeof readFlags<typeof FLAGS>>['values'];
type Env = Readonly<Record<string, string | undefined>>;

/** Understands the replay's command line. */
export function parseReplayOptions(argv: readonly string[], env: Env): Parsed<ReplayOptions> {
  return understand(() => {
    const { values, positionals } = readFlags(argv, FLAGS);
    if (values.help) return 'help';
    const { targets, control } = chooseShop(values);
    return {
      file: oneFile(positionals),
      concurrency: wholeNumber('--concurrency', values.concurrency, [1, 1_000]) ?? 16,
      orders: wholeNumber('--orders', values.orders, [1, 1_000_000_000]) ?? null,
      targets: chooseRegions(values.regions, targets).map((target) => withCredentials(target, env)),
      control,
      run: chooseRun(values.run),
      seed: wholeNumber('--seed', values.seed, [0, 2 ** 32 - 1]) ?? 1,
      json: values.json ?? null,
      history: values.history ?? null,
    };
  });
}

type Shop = Pick<ReplayOptions, 'control'> & { targets: readonly RegionTarget[] };

function chooseShop(values: Flags): Shop {
  if (values.url !== undefined) return deployedShop(values.url, values['port-base']);
  const portBase = wholeNumber('--port-base', values['port-base'], PORT_BASE_BOUNDS) ?? DEFAULT_PORT_BASE;
  return { targets: localTargets(portBase), control: localControl(portBase) };
}

function deployedShop(addresses: readonly string[], portBase: string | undefined): Shop {
  if (portBase !== undefined) throw new UsageError('give --url or --port-base, not both');
  const targets = addresses.map((text) => namedTarget('--url', text));
  const names = new Set(targets.map(({ region }) => region));
  if (names.size < targets.length) throw new UsageError('--url names a region twice');
  return { targets, control: null };
}

function chooseRegions(
  choice: string | undefined,
  targets: readonly RegionTarget[],
): readonly RegionTarget[] {
  return choice === undefined || choice === 'both' ? targets : [targetNamed('--regions', choice, targets)];
}

function withCredentials(target: RegionTarget, env: Env): ReplayTarget {
  const found = findCredentials(target.url, env);
  if (found.kind === 'missing') throw new UsageError(found.message);
  return { ...target, credentials: found.credentials };
}

/** It becomes part of every Idempotency-Key. */
function chooseRun(id: string | undefined): string | null {
  if (id === undefined || /^[A-Za-z0-9._-]{1,64}$/.test(id)) return id ?? null;
  throw new UsageError(`--run is "${id}"; allowed: 1 to 64 letters, digits, dots, underscores and hyphens`);
}
