import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { checkConfig, configFile, loadConfig } from '../../../lib/config/load';
import { describeProblems } from '../../../lib/config/problems';
import { shippedConfig, WITH_DOMAIN } from '../synthesized';

const ALL_REGIONS =
  'us-east-1, us-east-2, us-west-2, eu-west-1, eu-west-2, eu-west-3, eu-central-1, ' +
  'ap-northeast-1, ap-northeast-2, ap-northeast-3';
const SETS =
  'us-east-1, us-east-2, us-west-2 | eu-west-1, eu-west-2, eu-west-3, eu-central-1 | ' +
  'ap-northeast-1, ap-northeast-2, ap-northeast-3';

function problemsWith(changes: Readonly<Record<string, unknown>>) {
  const result = checkConfig('shop.json', { ...shippedConfig(), ...changes });
  return result.kind === 'invalid' ? result.problems : [];
}

describe('a valid configuration', () => {
  test('the shipped one is valid, and states what the defaults are', () => {
    const { regions, witness, alarms, messages, payment } = shippedConfig();

    const shipped = checkConfig('shop.json', shippedConfig());
    const minimal = checkConfig('shop.json', { regions, witness, alarms, messages, payment });

    expect(shipped.kind).toBe('valid');
    expect(minimal).toEqual(shipped);
  });

  test.each([
    [['eu-west-1', 'eu-central-1'], 'eu-west-3'],
    [['ap-northeast-2', 'ap-northeast-1'], 'ap-northeast-3'],
    [['us-west-2', 'us-east-2'], 'us-east-1'],
  ])('Regions %j with witness %s form one set', (regions, witness) => {
    expect(problemsWith({ regions, witness })).toEqual([]);
  });

  test('optional settings are taken', () => {
    const changes = {
      ...WITH_DOMAIN,
      alarms: { email: 'on-call@example.com', phone: '+14155550123' },
      $schema: './holdfast.schema.json',
    };
    expect(problemsWith(changes)).toEqual([]);
  });
});

describe('a wrong configuration', () => {
  test.each<[string, Readonly<Record<string, unknown>>, object]>([
    [
      'a Region without strong consistency',
      { regions: ['us-east-1', 'sa-east-1'] },
      {
        where: 'regions[1]',
        found: '"sa-east-1"',
        allowed: `a Region with strong consistency across Regions: ${ALL_REGIONS}`,
      },
    ],
    [
      'a third Region',
      { regions: ['us-east-1', 'us-west-2', 'us-east-2'] },
      {
        where: 'regions',
        found: '["us-east-1","us-west-2","us-east-2"]',
        allowed: 'a list of two Regions, the primary one first',
      },
    ],
    [
      'no witness',
      { witness: undefined },
      {
        where: 'witness',
        found: 'nothing',
        allowed: `a Region with strong consistency across Regions: ${ALL_REGIONS}`,
      },
    ],
    [
      'a witness that is one of the two Regions',
      { witness: 'us-west-2' },
      {
        where: 'regions and witness',
        found: 'us-east-1, us-west-2, us-west-2',
        allowed: 'three different Regions',
      },
    ],
    [
      'a witness of another set',
      { witness: 'eu-west-1' },
      {
        where: 'regions and witness',
        found: 'us-east-1, us-west-2, eu-west-1',
        allowed: `three Regions of one set: ${SETS}`,
      },
    ],
    [
      'a misspelt key',
      { witnes: 'us-east-2' },
      {
        where: 'top level',
        found: 'unknown key "witnes"',
        allowed:
          'an object with these keys only: name, regions, witness, alarms, messages, domain, hostedZoneId, payment, coupon, objectives, ' +
          'stockBuckets, holdHours, throttles, edge, limits, runbooks',
      },
    ],
    [
      'a misspelt key further in',
      { alarms: { email: 'on-call@example.com', sms: '1' } },
      {
        where: 'alarms',
        found: 'unknown key "sms"',
        allowed: 'an object with these keys only: email, phone',
      },
    ],
    [
      'no alarms at all',
      { alarms: undefined },
      { where: 'alarms', found: 'nothing', allowed: 'an object with these keys only: email, phone' },
    ],
    [
      'an e-mail address that is none',
      { alarms: { email: 'on-call' } },
      {
        where: 'alarms.email',
        found: '"on-call"',
        allowed: 'an e-mail address, such as on-call@example.com',
      },
    ],
    [
      'a phone number without its country',
      { alarms: { email: 'on-call@example.com', phone: '415 555 0123' } },
      {
        where: 'alarms.phone',
        found: '"415 555 0123"',
        allowed: 'a phone number in E.164 form, such as "+14155550123"',
      },
    ],
    [
      'a name with an underscore',
      { name: 'My_Shop' },
      {
        where: 'name',
        found: '"My_Shop"',
        allowed: 'up to 24 lower-case letters, digits and single hyphens, the first a letter',
      },
    ],
    [
      'a domain with a scheme',
      { ...WITH_DOMAIN, domain: 'https://shop.example.com' },
      {
        where: 'domain',
        found: '"https://shop.example.com"',
        allowed: 'a lower-case host name, such as shop.example.com',
      },
    ],
    [
      'a domain without the zone of its records',
      { domain: 'shop.example.com' },
      {
        where: 'domain and hostedZoneId',
        found: 'domain alone',
        allowed: "both, or neither for AWS's own host names",
      },
    ],
    [
      'a zone without a domain',
      { hostedZoneId: WITH_DOMAIN.hostedZoneId },
      {
        where: 'domain and hostedZoneId',
        found: 'hostedZoneId alone',
        allowed: "both, or neither for AWS's own host names",
      },
    ],
    [
      'the name of a zone instead of its id',
      { ...WITH_DOMAIN, hostedZoneId: 'example.com' },
      {
        where: 'hostedZoneId',
        found: '"example.com"',
        allowed: 'the id of a public Route 53 zone, such as Z0123456789ABCDEFGHIJ',
      },
    ],
    [
      'fewer requests than a rate rule counts to',
      { edge: { ordersPerMinute: 9 } },
      { where: 'edge.ordersPerMinute', found: '9', allowed: 'a whole number from 10 to 2000000000' },
    ],
    [
      'a misspelt rate',
      { edge: { orders: 60 } },
      {
        where: 'edge',
        found: 'unknown key "orders"',
        allowed: 'an object with these keys only: requestsPerMinute, ordersPerMinute',
      },
    ],
    [
      'an unknown payment provider',
      { payment: { provider: 'barter' } },
      { where: 'payment.provider', found: '"barter"', allowed: 'a supported provider: stripe' },
    ],
    [
      'an objective that leaves no error budget',
      { objectives: { availability: 100 } },
      {
        where: 'objectives.availability',
        found: '100',
        allowed: 'a percentage from 90 up to, but not including, 100',
      },
    ],
    [
      'half a bucket',
      { stockBuckets: 2.5 },
      { where: 'stockBuckets', found: '2.5', allowed: 'a whole number from 1 to 16' },
    ],
    [
      'hours as text',
      { holdHours: '24' },
      { where: 'holdHours', found: '"24"', allowed: 'a whole number from 1 to 168' },
    ],
    [
      'an objective below what can be promised',
      { objectives: { latency: 89.9 } },
      {
        where: 'objectives.latency',
        found: '89.9',
        allowed: 'a percentage from 90 up to, but not including, 100',
      },
    ],
    [
      'an objective that Lambda cannot keep',
      { objectives: { orderMilliseconds: 30_000 } },
      { where: 'objectives.orderMilliseconds', found: '30000', allowed: 'a whole number from 10 to 28000' },
    ],
    [
      'an order that may wait for less than a sweep takes to come',
      { objectives: { freshnessSeconds: 30 } },
      { where: 'objectives.freshnessSeconds', found: '30', allowed: 'a whole number from 60 to 86400' },
    ],
    [
      'a misspelt objective',
      { objectives: { orderSucces: 99 } },
      {
        where: 'objectives',
        found: 'unknown key "orderSucces"',
        allowed:
          'an object with these keys only: availability, latency, readMilliseconds, orderMilliseconds, ' +
          'orderSuccess, paymentSuccess, freshness, freshnessSeconds',
      },
    ],
    [
      'a limit of nothing',
      { limits: { lambdaConcurrency: 0 } },
      { where: 'limits.lambdaConcurrency', found: '0', allowed: 'a whole number from 10 to 1000000' },
    ],
    [
      'runbooks that anybody on the way could change',
      { runbooks: 'http://wiki.example.com/runbooks' },
      {
        where: 'runbooks',
        found: '"http://wiki.example.com/runbooks"',
        allowed: 'an https address without a slash at its end',
      },
    ],
    [
      'runbooks that end in a slash, which would be doubled',
      { runbooks: 'https://wiki.example.com/runbooks/' },
      {
        where: 'runbooks',
        found: '"https://wiki.example.com/runbooks/"',
        allowed: 'an https address without a slash at its end',
      },
    ],
    [
      'too many buckets',
      { stockBuckets: 17 },
      { where: 'stockBuckets', found: '17', allowed: 'a whole number from 1 to 16' },
    ],
    [
      'a hold of no time',
      { holdHours: 0 },
      { where: 'holdHours', found: '0', allowed: 'a whole number from 1 to 168' },
    ],
    [
      'a name of 25 characters',
      { name: 'a'.repeat(25) },
      {
        where: 'name',
        found: `"${'a'.repeat(25)}"`,
        allowed: 'up to 24 lower-case letters, digits and single hyphens, the first a letter',
      },
    ],
    [
      'a Region on its own',
      { regions: 'us-east-1' },
      { where: 'regions', found: '"us-east-1"', allowed: 'a list of two Regions, the primary one first' },
    ],
    [
      'the same Region twice',
      { regions: ['us-east-1', 'us-east-1'] },
      {
        where: 'regions and witness',
        found: 'us-east-1, us-east-1, us-east-2',
        allowed: 'three different Regions',
      },
    ],
    [
      'a payment key, which belongs into the secret',
      { payment: { provider: 'stripe', apiKey: 'sk_live_1' } },
      {
        where: 'payment',
        found: 'unknown key "apiKey"',
        allowed: 'an object with these keys only: provider, drainPerSecond',
      },
    ],
    [
      'a burst beyond the account',
      { throttles: { default: { rate: 1000, burst: 5001 } } },
      { where: 'throttles.default.burst', found: '5001', allowed: 'a whole number from 1 to 5000' },
    ],
    [
      'half a throttle',
      { throttles: { admin: { rate: 5 } } },
      { where: 'throttles.admin.burst', found: 'nothing', allowed: 'a whole number from 1 to 5000' },
    ],
    [
      'a throttle that lets nothing through',
      { throttles: { orders: { rate: 0, burst: 1 } } },
      { where: 'throttles.orders.rate', found: '0', allowed: 'a whole number from 1 to 10000' },
    ],
  ])('%s', (_, changes, problem) => {
    expect(problemsWith(changes)).toEqual([problem]);
  });

  test('that is no object at all', () => {
    const result = checkConfig('shop.json', []);
    expect(result).toMatchObject({ kind: 'invalid', problems: [{ where: 'top level', found: '[]' }] });
  });

  test('all problems are told at once, those across fields included', () => {
    const places = problemsWith({ witness: 'us-east-1', stockBuckets: 0, holdHours: 0, extra: 1 }).map(
      ({ where }) => where,
    );
    expect(places).toEqual(['stockBuckets', 'holdHours', 'top level', 'regions and witness']);
  });

  test('reads as a list for a person', () => {
    const text = describeProblems('shop.json', problemsWith({ stockBuckets: 0, holdHours: 0 }));
    expect(text).toBe(
      'The configuration shop.json has 2 problems:\n\n' +
        '  stockBuckets\n    found:   0\n    allowed: a whole number from 1 to 16\n\n' +
        '  holdHours\n    found:   0\n    allowed: a whole number from 1 to 168\n\n' +
        'All settings: docs/configuration.md\n',
    );
  });

  test('a long value is cut', () => {
    const [problem] = problemsWith({ name: 'x'.repeat(500) });
    expect(problem?.found).toHaveLength(81);
  });
});

describe('a file', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'holdfast-config-'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  function fileWith(text: string): string {
    const file = path.join(folder, 'shop.json');
    writeFileSync(file, text);
    return file;
  }

  test('is read', () => {
    expect(loadConfig(fileWith(JSON.stringify(shippedConfig()))).kind).toBe('valid');
  });

  test('that is missing is named', () => {
    const file = path.join(folder, 'missing.json');
    const problem = { where: file, found: 'no such file', allowed: 'a JSON file; see -c config=FILE' };
    expect(loadConfig(file)).toEqual({ kind: 'invalid', file, problems: [problem] });
  });

  test.each([
    ['a value without quotes', '{\n  "name": "shop",\n  "witness": us-east-2\n}\n', 3],
    ['a missing comma', '{\n  "name": "shop"\n  "witness": "us-east-2"\n}\n', 3],
    ['a comma too many', '{\n  "name": "shop",\n}\n', 3],
    ['a comment', '// the shop\n{}\n', 1],
    ['an unfinished file', '{\n  "name": "shop",\n  "alarms": {', 3],
    ['an empty file', '', 1],
    ['text after the end', '{}\n\n}\n', 3],
  ])('with %s: the line is told', (_, text, line) => {
    const result = loadConfig(fileWith(text));
    expect(result).toMatchObject({
      kind: 'invalid',
      problems: [{ where: `line ${line}`, allowed: 'JSON without comments' }],
    });
  });
});

describe('which file is read', () => {
  test('the one named in the CDK context comes first', () => {
    expect(configFile({ context: 'a.json', environment: 'b.json' })).toBe(path.resolve('a.json'));
  });

  test('then the one named in the environment', () => {
    expect(configFile({ context: undefined, environment: 'b.json' })).toBe(path.resolve('b.json'));
  });

  test('then the one in the repository, wherever the command is run', () => {
    const file = configFile({ context: undefined, environment: '' });
    expect(file).toBe(path.join(__dirname, '..', '..', '..', 'holdfast.config.json'));
  });
});
