import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseOpsOptions } from '../../../../tools/ops/options';
import { findAddresses } from '../../../../tools/ops/region/addresses';
import { type RegionOptions } from '../../../../tools/ops/region/options';
import { fakeWorld } from '../../support/fake-world';

const parse = (...argv: string[]) => parseOpsOptions(['region', ...argv]);

function options(...argv: string[]): RegionOptions {
  const parsed = parse(...argv);
  if (parsed.kind !== 'ok') throw new Error(JSON.stringify(parsed));
  return parsed.value as RegionOptions;
}

describe('the command line', () => {
  it('evacuates', () => {
    expect(options('evacuate', 'us-east-1')).toMatchObject({
      kind: 'region-evacuate',
      name: 'us-east-1',
      yes: false,
      force: false,
      json: false,
      warmUp: 25,
      deployment: { name: 'holdfast' },
    });
    const all = options(
      'evacuate',
      'us-west-2',
      '--yes',
      '--force',
      '--json',
      '--warm-up',
      '0',
      '--name',
      'shop',
    );
    expect(all).toMatchObject({
      yes: true,
      force: true,
      json: true,
      warmUp: 0,
      deployment: { name: 'shop' },
    });
  });

  it('gives back', () => {
    expect(options('return', 'us-east-1')).toMatchObject({ kind: 'region-return', weight: null });
    expect(options('return', 'us-east-1', '--weight', '10')).toMatchObject({ weight: 10 });
  });

  it('shows the status', () => {
    expect(options('status', '--port-base', '7400')).toMatchObject({
      kind: 'region-status',
      deployment: { regions: [{ endpoint: new URL('http://127.0.0.1:7966') }, {}] },
    });
  });

  it.each([[['--help']], [['evacuate', '--help']], [['return', '--help']], [['status', '--help']]])(
    'helps with %j',
    (argv) => {
      expect(parse(...argv)).toEqual({ kind: 'help' });
    },
  );

  it.each([
    [[], 'region takes evacuate NAME, return NAME or status; found nothing'],
    [['leave'], 'region takes evacuate NAME, return NAME or status; found "leave"'],
    [['evacuate'], 'region evacuate takes one NAME; found 0 arguments'],
    [['evacuate', 'us-east-1', 'us-west-2'], 'region evacuate takes one NAME; found 2 arguments'],
    [['evacuate', 'us-east-2'], 'there is no Region "us-east-2"; allowed: us-east-1, us-west-2'],
    [['return', 'us-east-1', '--weight', '0'], '--weight is "0"; allowed: a whole number from 1 to 100'],
    [['return', 'us-east-1', '--weight', '101'], '--weight is "101"; allowed: a whole number from 1 to 100'],
    [
      ['evacuate', 'us-east-1', '--warm-up', '501'],
      '--warm-up is "501"; allowed: a whole number from 0 to 500',
    ],
    [['evacuate', 'us-east-1', '--weight', '10'], "Unknown option '--weight'"],
    [['status', 'us-east-1'], 'region status takes no arguments; found us-east-1'],
    [['status', '--aws', '--port-base', '4000'], 'give --aws or --port-base, not both'],
    [['status', '--outputs', 'x.json'], '--outputs goes with --aws'],
    [
      ['status', '--aws', '--api', 'https://example.com'],
      '--api is "https://example.com"; allowed: NAME=URL, such as us-east-1=https://….amazonaws.com/prod',
    ],
    [
      ['status', '--aws', '--api', 'eu-west-1=https://example.com'],
      '--api is "eu-west-1"; allowed: us-east-1, us-west-2',
    ],
  ])('refuses %j', (argv, message) => {
    expect(parse(...argv)).toEqual({ kind: 'usage', message });
  });
});

describe('addresses', () => {
  const OUTPUTS = {
    'HoldfastRegion-us-east-1': { ApiUrl: 'https://east.example.com/prod/' },
    'HoldfastRegion-us-west-2': { ApiUrl: 'https://west.example.com/prod/' },
    HoldfastEdge: {
      ShopUrl: 'https://shop.example.com',
      RoutingStoreArn: 'arn:aws:cloudfront::1:key-value-store/x',
    },
  };

  function find(given: RegionOptions, outputs?: unknown, localArn: string | null = null) {
    const world = fakeWorld();
    mkdirSync(join(world.projectDirectory, '.holdfast'));
    if (outputs !== undefined) {
      const text = typeof outputs === 'string' ? outputs : JSON.stringify(outputs);
      writeFileSync(join(world.projectDirectory, '.holdfast', 'outputs.json'), text);
    }
    return findAddresses(given, world, localArn);
  }

  it('of the local cloud follow from its ports', () => {
    expect(find(options('status', '--port-base', '7400'), undefined, 'arn')).toEqual({
      kind: 'ok',
      value: {
        regions: [
          {
            region: 'us-east-1',
            endpoint: new URL('http://127.0.0.1:7966'),
            api: new URL('http://127.0.0.1:7401'),
          },
          {
            region: 'us-west-2',
            endpoint: new URL('http://127.0.0.1:7967'),
            api: new URL('http://127.0.0.1:7402'),
          },
        ],
        edge: new URL('http://127.0.0.1:7400'),
        routingStore: {
          arn: 'arn',
          endpoints: [new URL('http://127.0.0.1:7966'), new URL('http://127.0.0.1:7967')],
        },
      },
    });
  });

  it('on AWS are in the file that the last deployment left', () => {
    expect(find(options('status', '--aws'), OUTPUTS)).toEqual({
      kind: 'ok',
      value: {
        regions: [
          { region: 'us-east-1', endpoint: null, api: new URL('https://east.example.com/prod/') },
          { region: 'us-west-2', endpoint: null, api: new URL('https://west.example.com/prod/') },
        ],
        edge: new URL('https://shop.example.com'),
        routingStore: { arn: 'arn:aws:cloudfront::1:key-value-store/x', endpoints: [] },
      },
    });
  });

  it('on the command line go before the file, and do without it', () => {
    const apis = [
      '--api',
      'us-east-1=https://a.example.com/prod',
      '--api',
      'us-west-2=https://b.example.com/prod',
    ];
    const found = find(options('status', '--aws', ...apis, '--edge', 'https://e.example.com'));
    expect(found).toMatchObject({
      value: {
        regions: [
          { api: new URL('https://a.example.com/prod') },
          { api: new URL('https://b.example.com/prod') },
        ],
        edge: new URL('https://e.example.com'),
        routingStore: null,
      },
    });
  });

  it('that nobody told are asked for', () => {
    expect(find(options('status', '--aws'))).toEqual({
      kind: 'failed',
      message:
        'nobody told where the API of us-east-1 and us-west-2 is: add --api us-east-1=https://….amazonaws.com/prod ' +
        '--api us-west-2=https://….amazonaws.com/prod, or deploy with --outputs-file .holdfast/outputs.json',
    });
  });

  it.each(['{', '[]', '{"HoldfastEdge":1}'])('are not taken from a file that holds %j', (text) => {
    expect(find(options('status', '--aws'), text)).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/outputs\.json (is not what cdk deploy|cannot be read)/) as string,
    });
  });
});
