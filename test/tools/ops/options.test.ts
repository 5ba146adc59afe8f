import { parseOpsOptions } from '../../../tools/ops/options';

const LOCAL = { name: 'holdfast', regions: [{ region: 'us-east-1' }, { region: 'us-west-2' }] };
const ALLOWED_TIMES = 'a date such as 2026-11-20 (midnight UTC), or a UTC time such as 2026-11-20T18:30:00Z';
const DAY = ['--from', '2026-11-20', '--to', '2026-11-21'];

describe('the operator’s command line', () => {
  it('means the local shop, both Regions and all queues unless told otherwise', () => {
    const parsed = parseOpsOptions(['dead-letters', '--port-base', '7400']);

    expect(parsed).toMatchObject({
      kind: 'ok',
      value: { deployment: LOCAL, queues: ['orders', 'audit', 'events'], limit: 100, json: false },
    });
    if (parsed.kind !== 'ok') return;
    expect(parsed.value.deployment.regions.map(({ endpoint }) => endpoint?.port)).toEqual(['7966', '7967']);
  });

  it('takes a deployed shop', () => {
    const argv = ['dead-letters', '--aws', '--name', 'my-shop', '--region', 'us-west-2'];

    expect(parseOpsOptions(argv)).toMatchObject({
      value: { deployment: { name: 'my-shop', regions: [{ region: 'us-west-2', endpoint: null }] } },
    });
  });

  it('redrives what is shown, or one message wherever it stands', () => {
    expect(parseOpsOptions(['redrive', '--queue', 'events'])).toMatchObject({
      value: { kind: 'redrive', queue: 'events', limit: 100, message: null, yes: false },
    });
    expect(parseOpsOptions(['redrive', '--queue', 'orders', '--message', 'a-1', '--yes'])).toMatchObject({
      value: { limit: 10_000, message: 'a-1', yes: true },
    });
  });

  it('takes dates and times of a reconciliation', () => {
    expect(parseOpsOptions(['reconcile', ...DAY])).toMatchObject({
      value: {
        range: { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' },
        maxRefunds: undefined,
        graceSeconds: undefined,
      },
    });
    const times = ['--from', '2024-02-29T18:30Z', '--to', '2024-02-29T18:30:01Z'];
    expect(parseOpsOptions(['reconcile', ...times, '--max-refunds', '0', '--grace', '60'])).toMatchObject({
      value: {
        range: { from: '2024-02-29T18:30:00Z', to: '2024-02-29T18:30:01Z' },
        maxRefunds: 0,
        graceSeconds: 60,
      },
    });
  });

  it('shows the circuit', () => {
    expect(parseOpsOptions(['circuit', '--json'])).toMatchObject({ value: { kind: 'circuit', json: true } });
  });

  it.each([
    [['--help']],
    [['redrive', '--help']],
    [['reconcile', '--help']],
    [['circuit', '--help']],
    [['forget', '--help']],
  ])('helps with %j', (argv) => expect(parseOpsOptions(argv)).toEqual({ kind: 'help' }));

  it.each<[string[], string]>([
    [[], 'no command given; allowed: dead-letters, redrive, reconcile, circuit, budget, forget, region'],
    [
      ['purge'],
      'there is no command "purge"; allowed: dead-letters, redrive, reconcile, circuit, budget, forget, region',
    ],
    [
      ['toString'],
      'there is no command "toString"; allowed: dead-letters, redrive, reconcile, circuit, budget, forget, region',
    ],
    [['dead-letters', 'orders'], 'dead-letters takes no arguments; found orders'],
    [['dead-letters', '--yes'], "Unknown option '--yes'"],
    [['dead-letters', '--queue', 'mail'], '--queue is "mail"; allowed: orders, audit, events'],
    [['dead-letters', '--region', 'mars'], '--region is "mars"; allowed: us-east-1, us-west-2'],
    [['dead-letters', '--limit', '0'], '--limit is "0"; allowed: a whole number from 1 to 10000'],
    [
      ['dead-letters', '--port-base', '70000'],
      '--port-base is "70000"; allowed: a whole number from 1 to 64900',
    ],
    [['dead-letters', '--aws', '--port-base', '4000'], 'give --aws or --port-base, not both'],
    [
      ['dead-letters', '--name', 'My Shop'],
      '--name is "My Shop"; allowed: the name in holdfast.config.json, such as holdfast',
    ],
    [['redrive'], '--queue is missing; allowed: orders, audit, events'],
    [['redrive', '--queue', 'orders', '--json'], "Unknown option '--json'"],
    [
      ['redrive', '--queue', 'orders', '--message', ''],
      '--message is empty; give the id that dead-letters shows',
    ],
    [
      ['redrive', '--queue', 'orders', '--message', 'a', '--limit', '5'],
      'give --message or --limit, not both',
    ],
    [['reconcile', '--to', '2026-11-21'], `--from is missing; give ${ALLOWED_TIMES}`],
    [['reconcile', '--from', '2026-11-20'], `--to is missing; give ${ALLOWED_TIMES}`],
    ...['yesterday', '20.11.2026', '2026-02-30', '2026-11-20T18:30:00', '2026-11-20T18:30:00+01:00'].map(
      (text): [string[], string] => [
        ['reconcile', '--from', text, '--to', '2026-12-01'],
        `--from is "${text}"; allowed: ${ALLOWED_TIMES}`,
      ],
    ),
    [
      ['reconcile', '--from', '2026-11-21', '--to', '2026-11-21'],
      '--from 2026-11-21T00:00:00Z is not before --to 2026-11-21T00:00:00Z',
    ],
    [
      ['reconcile', ...DAY, '--max-refunds=-1'],
      '--max-refunds is "-1"; allowed: a whole number from 0 to 10000',
    ],
    [
      ['reconcile', ...DAY, '--max-refunds', 'all'],
      '--max-refunds is "all"; allowed: a whole number from 0 to 10000',
    ],
    [['reconcile', ...DAY, '--grace', '3601'], '--grace is "3601"; allowed: a whole number from 0 to 3600'],
    [['circuit', 'us-east-1'], 'circuit takes no arguments; found us-east-1'],
    [['forget'], 'forget takes one CUSTOMER; found 0 arguments'],
    [['forget', 'ada@example.com', 'bob@example.com'], 'forget takes one CUSTOMER; found 2 arguments'],
    [['forget', 'ada@example.com', '--yes', '--dry-run'], 'give --dry-run or --yes, not both'],
  ])('refuses %j', (argv, message) => {
    expect(parseOpsOptions(argv)).toEqual({ kind: 'usage', message });
  });
});
