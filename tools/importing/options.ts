import { apiAddress, oneFile, type Parsed, PORT_BASE_BOUNDS, readFlags, targetNamed } from '../arguments';
import { understand, UsageError, wholeNumber } from '../arguments';
import { type Credentials, findCredentials } from '../client/credentials';
import { DEFAULT_PORT_BASE, localTargets, type RegionTarget } from '../client/regions';
import { type StockChoice, UNITS } from './row';

export const IMPORT_USAGE = `Usage: npm run import -- FILE --stock N | --stock-column NAME [options]

Imports a catalogue: CSV with a header, or NDJSON, with sku, name, price_minor and currency.

  --stock N            receive N units of every product (0: no stock)
  --stock-column NAME  receive as many units as this column says
  --delivery NAME      receive the stock of a file once more, as another delivery
  --port-base N        port base of the local shop (${DEFAULT_PORT_BASE})
  --region NAME        region that takes the calls (the first one)
  --url URL            a deployed API, with --region; signed with AWS_ACCESS_KEY_ID and
                       AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN)
  --help

Run it again after an interruption: it goes on where it stopped, and adds nothing twice.
Exit code: 0 all rows imported, 1 some rows are bad, 2 wrong usage or the shop cannot be reached.`;

/** What the command line of the import asks for. */
export interface ImportOptions {
  readonly file: string;
  readonly stock: StockChoice;
  /** Names the delivery when a file's stock arrives again; null for the first time. */
  readonly delivery: string | null;
  readonly target: RegionTarget;
  readonly credentials: Credentials;
}

const FLAGS = {
  stock: { type: 'string' },
  'stock-column': { type: 'string' },
  delivery: { type: 'string' },
  'port-base': { type: 'string' },
  region: { type: 'string' },
  url: { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Flags = ReturnType<typeof readFlags<typeof FLAGS>>['values'];

/** Understands the import's command line. */
export function parseImportOptions(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Parsed<ImportOptions> {
  return understand(() => {
    const { values, positionals } = readFlags(argv, FLAGS);
    if (values.help) return 'help';
    const target = chooseTarget(values);
    const found = findCredentials(target.url, env);
    if (found.kind === 'missing') throw new UsageError(found.message);
    return {
      file: oneFile(positionals),
      stock: chooseStock(values),
      delivery: chooseDelivery(values.delivery),
      target,
      credentials: found.credentials,
    };
  });
}

function chooseStock(values: Flags): StockChoice {
  const column = values['stock-column'];
  const units = wholeNumber('--stock', values.stock, UNITS);
  if (units !== undefined && column === undefined) return { kind: 'same', units };
  if (column !== undefined && units === undefined) return { kind: 'column', name: column };
  throw new UsageError('give either --stock N or --stock-column NAME');
}

/** It becomes part of receipt ids and of a file name. */
function chooseDelivery(name: string | undefined): string | null {
  if (name === undefined) return null;
  if (/^[A-Za-z0-9_-]{1,24}$/.test(name)) return name;
  throw new UsageError(`--delivery is "${name}"; allowed: 1 to 24 letters, digits, _ and -`);
}

function chooseTarget(values: Flags): RegionTarget {
  if (values.url === undefined) return localTarget(values);
  if (values['port-base'] !== undefined) throw new UsageError('give --url or --port-base, not both');
  if (values.region === undefined) throw new UsageError('--url needs --region NAME: calls are signed for it');
  return { region: values.region, url: apiAddress('--url', values.url) };
}

function localTarget(values: Flags): RegionTarget {
  const portBase = wholeNumber('--port-base', values['port-base'], PORT_BASE_BOUNDS) ?? DEFAULT_PORT_BASE;
  const targets = localTargets(portBase);
  return targetNamed('--region', values.region ?? targets[0]?.region ?? '', targets);
}
