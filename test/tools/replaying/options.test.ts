import { parseReplayOptions } from '../../../tools/replaying/options';

const EAST = 'us-east-1=http://127.0.0.1:1/live';
const DEPLOYED = 'us-east-1=https://abc.execute-api.us-east-1.amazonaws.com/prod';

describe('the replay’s command line', () => {
  it('goes through both local regions with the control API beside', () => {
    const parsed = parseReplayOptions(['o.ndjson', '--port-base', '5400'], {});

    expect(parsed).toMatchObject({
      kind: 'ok',
      value: { concurrency: 16, orders: null, run: null, seed: 1, json: null },
    });
    if (parsed.kind !== 'ok') return;
    expect(parsed.value.control?.href).toBe('http://127.0.0.1:5400/');
    expect(parsed.value.targets.map(({ region, url }) => [region, url.port])).toEqual([
      ['us-east-1', '5401'],
      ['us-west-2', '5402'],
    ]);
  });

  it('goes through one region where asked to', () => {
    const parsed = parseReplayOptions(['o.ndjson', '--regions', 'us-west-2'], {});

    expect(parsed).toMatchObject({ value: { targets: [{ region: 'us-west-2' }] } });
  });

  it('takes a deployed shop, which has no control API', () => {
    const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };

    const parsed = parseReplayOptions(['o.ndjson', '--url', DEPLOYED], keys);

    expect(parsed).toMatchObject({ value: { control: null, targets: [{ region: 'us-east-1' }] } });
  });

  it.each<[string, string[], RegExp]>([
    ['no file', [], /no FILE/],
    ['no concurrency', ['o', '--concurrency', '0'], /--concurrency is "0"; allowed: a whole number from 1/],
    ['an unknown region', ['o', '--regions', 'mars'], /"mars"; allowed: us-east-1, us-west-2/],
    ['an address without name', ['o', '--url', 'http://127.0.0.1:1'], /allowed: NAME=URL/],
    ['a region twice', ['o', '--url', EAST, '--url', EAST], /names a region twice/],
    ['both kinds of address', ['o', '--url', EAST, '--port-base', '1'], /not both/],
    ['no keys for the audit', ['o', '--url', DEPLOYED], /AWS_ACCESS_KEY_ID/],
    ['a bad run id', ['o', '--run', 'a b'], /--run is "a b"/],
    ['an unknown flag', ['o', '--fast'], /Unknown option '--fast'/],
  ])('refuses %s', (_, argv, message) => {
    expect(parseReplayOptions(argv, {})).toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(message) as string,
    });
  });
});
