import { type Faults } from '../../types';

/** Something to try that is switched on and off as one; other faults stay as they are. */
export interface Preset {
  readonly name: string;
  readonly isOn: (faults: Faults) => boolean;
  /** The faults with it. */
  readonly on: (faults: Faults) => Faults;
  /** The faults without it. */
  readonly off: (faults: Faults) => Faults;
}

const NO_PAYMENT_FAULT: Faults['payments'] = { mode: 'ok', latencyMs: 0, rate: 1 };

const payment = (name: string, mode: Faults['payments']['mode']): Preset => ({
  name,
  isOn: ({ payments }) => payments.mode === mode && payments.rate === 1,
  on: (faults) => ({ ...faults, payments: { ...NO_PAYMENT_FAULT, mode } }),
  off: (faults) => ({ ...faults, payments: NO_PAYMENT_FAULT }),
});

const region = (name: string, region: string, status: 'down' | 'isolated'): Preset => ({
  name,
  isOn: ({ regions }) => regions[region] === status,
  on: (faults) => withRegion(faults, region, status),
  off: (faults) => withRegion(faults, region, 'up'),
});

/** The faults with one Region in this state. */
export const withRegion = (faults: Faults, name: string, status: 'up' | 'down' | 'isolated'): Faults => ({
  ...faults,
  regions: { ...faults.regions, [name]: status },
});

/** The call that somebody typed: its number, or its name. */
export const callOf = (text: string | null): Faults['lambda']['crashAfterCall'] =>
  text === null || Number.isNaN(Number(text)) ? text : Number(text);

const LAG_MS = 2_000;
const CRASH_RATE = 0.02;

/** What drills are about: the first Region lost, the last one cut off, and the rest for both. */
export function presets(regions: readonly string[]): Preset[] {
  const [first = ''] = regions;
  const last = regions.at(-1) ?? '';
  return [
    payment('Payment outage', 'error'),
    payment('Payment hangs', 'hang'),
    region(`Lose ${first}`, first, 'down'),
    region(`Isolate ${last}`, last, 'isolated'),
    {
      name: 'Replication lag 2 s',
      isOn: ({ replication }) => replication.lagMs === LAG_MS,
      on: (faults) => ({ ...faults, replication: { lagMs: LAG_MS } }),
      off: (faults) => ({ ...faults, replication: { lagMs: 0 } }),
    },
    {
      name: 'Crash 2 %',
      isOn: ({ lambda }) => lambda.crashRate === CRASH_RATE,
      on: (faults) => ({ ...faults, lambda: { ...faults.lambda, crashRate: CRASH_RATE } }),
      off: (faults) => ({ ...faults, lambda: { ...faults.lambda, crashRate: 0 } }),
    },
  ];
}

const share = (rate: number): string => `${Number((rate * 100).toFixed(2))} %`;

const crashing = ({ crashFunction }: Faults['lambda']): string =>
  crashFunction === null ? 'functions crash' : `${crashFunction} crashes`;

/** The faults in force, each in a few words; none when all is well. */
export function inForce(faults: Faults): string[] {
  const { regions, payments, dynamodb, replication, sqs, lambda } = faults;
  const { apiGateway, edge, keyValueStore, mail } = faults;
  const lines: (string | false)[] = [
    ...Object.entries(regions).map(([name, status]) => status !== 'up' && `${name} is ${status}`),
    payments.mode !== 'ok' && `payments: ${payments.mode} for ${share(payments.rate)}`,
    payments.latencyMs > 0 && `payments take ${payments.latencyMs} ms longer`,
    dynamodb.throttleRate > 0 && `DynamoDB throttles ${share(dynamodb.throttleRate)}`,
    dynamodb.latencyMs > 0 && `DynamoDB takes ${dynamodb.latencyMs} ms longer`,
    dynamodb.conflictRate > 0 && `write conflicts between Regions: ${share(dynamodb.conflictRate)}`,
    replication.lagMs > 0 && `replication lags ${replication.lagMs} ms`,
    sqs.duplicateRate > 0 && `SQS delivers ${share(sqs.duplicateRate)} twice`,
    lambda.crashRate > 0 && `${crashing(lambda)}: ${share(lambda.crashRate)}`,
    lambda.crashAfterCall !== null && `${crashing(lambda)} after AWS call ${lambda.crashAfterCall}`,
    lambda.concurrency !== null && `functions at a time: ${lambda.concurrency}`,
    apiGateway.throttleRate > 0 && `API Gateway throttles ${share(apiGateway.throttleRate)}`,
    edge.failRate > 0 && `the edge fails: ${share(edge.failRate)}`,
    keyValueStore.failRate > 0 && `the edge's key-value store fails: ${share(keyValueStore.failRate)}`,
    mail.rejectRate > 0 && `mail is rejected: ${share(mail.rejectRate)}`,
    mail.pauseRate > 0 && `mail is put off: ${share(mail.pauseRate)}`,
  ];
  return lines.filter((line) => line !== false);
}
