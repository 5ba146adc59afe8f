import { type InspectedRequest } from '../../../local/waf/inspected-request';
import { associatedWebAcl, ruleGroupsOf, type WebAcl, webAclByArn } from '../../../local/waf/web-acl';
import { type RegionTemplate } from '../../../local/types';
import { resource } from '../iam/support';

const ARN = 'arn:acl';
const STAGE = 'arn:aws:apigateway:us-east-1::/restapis/abc/stages/prod';
let now: Date;
beforeEach(() => (now = new Date('2026-01-01T00:00:00Z')));

function templateOf(Rules: readonly object[], changes: object = {}): RegionTemplate {
  return {
    region: 'us-east-1',
    accountId: '000000000000',
    assetDirectory: () => '',
    resources: [
      resource(
        'AWS::WAFv2::WebACL',
        'acl',
        {
          Name: 'acl',
          DefaultAction: { Allow: {} },
          CustomResponseBodies: {
            slow: { ContentType: 'APPLICATION_JSON', Content: '{"code":"throttled"}' },
          },
          Rules,
          ...changes,
        },
        { arn: ARN },
      ),
      resource('AWS::WAFv2::WebACLAssociation', 'association', { ResourceArn: STAGE, WebACLArn: ARN }),
    ],
  };
}

const aclOf = (...rules: readonly object[]): WebAcl => webAclByArn(templateOf(rules), ARN, () => now);

const request = (
  changes: Partial<InspectedRequest> = {},
  headers: Record<string, string> = {},
): InspectedRequest => ({
  method: 'GET',
  path: '/v1/orders',
  query: '',
  header: (name) => headers[name],
  clientIp: '203.0.113.9',
  ...changes,
});

const BLOCK = { Block: {} };
const rule = (Name: string, Priority: number, Statement: object, Action: object = BLOCK) => ({
  Name,
  Priority,
  Action,
  Statement,
});

function bytes(
  FieldToMatch: object,
  SearchString: string,
  PositionalConstraint = 'EXACTLY',
  ...types: string[]
) {
  const TextTransformations = (types.length === 0 ? ['NONE'] : types).map((Type, Priority) => ({
    Type,
    Priority,
  }));
  return { ByteMatchStatement: { FieldToMatch, SearchString, PositionalConstraint, TextTransformations } };
}
const PATH = { UriPath: {} };
const methodIs = (method: string) => bytes({ Method: {} }, method);
const ruleOf = (acl: WebAcl, asked: InspectedRequest): string => {
  const verdict = acl.inspect(asked);
  return verdict.kind === 'blocked' ? verdict.rule : 'allowed';
};

test.each<[string, object, InspectedRequest, boolean]>([
  ['the method', methodIs('POST'), request({ method: 'POST' }), true],
  ['another method', methodIs('POST'), request(), false],
  ['the beginning of a path', bytes(PATH, '/v1', 'STARTS_WITH'), request(), true],
  ['the end of a path', bytes(PATH, 'orders', 'ENDS_WITH'), request(), true],
  ['the middle of a path', bytes(PATH, '/v1/', 'CONTAINS'), request({ path: '/prod/v1/orders' }), true],
  [
    'an encoded path',
    bytes(PATH, '/v1/orders', 'EXACTLY', 'URL_DECODE'),
    request({ path: '/v1/%6frders' }),
    true,
  ],
  [
    'a path with dots',
    bytes(PATH, '/v1/orders', 'CONTAINS', 'URL_DECODE', 'NORMALIZE_PATH'),
    request({ path: '/v1//x/%2e%2e/orders' }),
    true,
  ],
  [
    'a query string',
    bytes({ QueryString: {} }, 'A=1', 'CONTAINS', 'LOWERCASE'),
    request({ query: 'A=1' }),
    false,
  ],
  [
    'a header',
    bytes({ SingleHeader: { Name: 'X-Edge' } }, 'secret'),
    request({}, { 'x-edge': 'secret' }),
    true,
  ],
  ['a missing header', bytes({ SingleHeader: { Name: 'x-edge' } }, ''), request(), false],
  ['not', { NotStatement: { Statement: methodIs('POST') } }, request(), true],
  ['and', { AndStatement: { Statements: [methodIs('GET'), bytes(PATH, '/v2')] } }, request(), false],
  ['or', { OrStatement: { Statements: [methodIs('POST'), bytes(PATH, '/v1/orders')] } }, request(), true],
])('%s', (_, statement, asked, blocked) => {
  expect(ruleOf(aclOf(rule('it', 0, statement)), asked)).toBe(blocked ? 'it' : 'allowed');
});

test('rules are asked by priority, and the first that allows or blocks ends it', () => {
  const acl = aclOf(
    rule('last', 3, methodIs('GET')),
    rule('counts', 1, methodIs('GET'), { Count: {} }),
    rule('lets the path through', 2, bytes(PATH, '/v1/orders'), { Allow: {} }),
  );
  expect(ruleOf(acl, request())).toBe('allowed');
  expect(ruleOf(acl, request({ path: '/other' }))).toBe('last');
});

test('the default action is what no rule ends', () => {
  const template = templateOf([], { DefaultAction: BLOCK });
  expect(
    ruleOf(
      webAclByArn(template, ARN, () => now),
      request(),
    ),
  ).toBe('default');
});

test('a block may have an answer of its own', () => {
  const custom = {
    ResponseCode: 429,
    CustomResponseBodyKey: 'slow',
    ResponseHeaders: [{ Name: 'Retry-After', Value: '60' }],
  };
  const verdict = aclOf(rule('it', 0, methodIs('GET'), { Block: { CustomResponse: custom } })).inspect(
    request(),
  );
  expect(verdict).toMatchObject({
    answer: {
      status: 429,
      headers: { 'content-type': 'application/json', 'retry-after': '60' },
      body: Buffer.from('{"code":"throttled"}'),
    },
  });
});

describe('a rate', () => {
  const rate = (changes: object = {}) =>
    rule('rate', 0, {
      RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 60, Limit: 10, ...changes },
    });
  const send = (acl: WebAcl, count: number, asked: InspectedRequest): string[] =>
    Array.from({ length: count }, () => ruleOf(acl, asked));

  test('blocks what is beyond it, for each address by itself, until the window has passed', () => {
    const acl = aclOf(rate());
    expect(send(acl, 12, request()).slice(9)).toEqual(['allowed', 'rate', 'rate']);
    expect(ruleOf(acl, request({ clientIp: '203.0.113.10' }))).toBe('allowed');

    now = new Date(now.getTime() + 59_000);
    expect(ruleOf(acl, request())).toBe('rate');
    now = new Date(now.getTime() + 60_000);
    expect(ruleOf(acl, request())).toBe('allowed');
  });

  test('counts what its scope takes in', () => {
    const acl = aclOf(rate({ ScopeDownStatement: methodIs('POST') }));
    send(acl, 20, request());
    expect(send(acl, 11, request({ method: 'POST' })).at(-1)).toBe('rate');
    expect(ruleOf(acl, request())).toBe('allowed');
  });

  test.each(['IP', 'CONSTANT'])('by %s does not count this machine itself', (AggregateKeyType) => {
    const acl = aclOf(rate({ AggregateKeyType }));
    for (const clientIp of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect(send(acl, 20, request({ clientIp })).at(-1)).toBe('allowed');
  });

  test('can go by a forwarded address', () => {
    const ForwardedIPConfig = { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'NO_MATCH' };
    const acl = aclOf(rate({ AggregateKeyType: 'FORWARDED_IP', ForwardedIPConfig }));
    const from = (address: string) => request({}, { 'x-forwarded-for': `${address}, 198.51.100.1` });
    expect(send(acl, 11, from('192.0.2.1')).at(-1)).toBe('rate');
    expect(ruleOf(acl, from('192.0.2.2'))).toBe('allowed');
    expect(send(acl, 11, request()).at(-1)).toBe('allowed');
  });

  test('can be one for all', () => {
    const acl = aclOf(rate({ AggregateKeyType: 'CONSTANT' }));
    send(acl, 10, request());
    expect(ruleOf(acl, request({ clientIp: '203.0.113.10' }))).toBe('rate');
  });
});

test('a web ACL is found by what it guards', () => {
  const template = templateOf([rule('it', 0, methodIs('GET'))]);
  expect(associatedWebAcl(template, STAGE, () => now)?.inspect(request()).kind).toBe('blocked');
  expect(associatedWebAcl(template, 'arn:other', () => now)).toBeUndefined();
});

test('rule groups are named, and pass everything', () => {
  const group = {
    Name: 'AWSCommon',
    Priority: 0,
    OverrideAction: { None: {} },
    Statement: { ManagedRuleGroupStatement: {} },
  };
  expect(ruleGroupsOf([templateOf([group])])).toEqual(['AWSCommon']);
  expect(ruleOf(aclOf(group), request())).toBe('allowed');
});

test.each<[string, object]>([
  ['a statement that is not known', rule('it', 0, { GeoMatchStatement: { CountryCodes: ['GB'] } })],
  ['a part that is not known', rule('it', 0, bytes({ Body: {} }, 'x'))],
  ['a rate below the lowest', rule('it', 0, { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 9 } })],
  [
    'a window that AWS has not',
    rule('it', 0, { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 10, EvaluationWindowSec: 30 } }),
  ],
])('%s ends the start', (_, odd) => {
  expect(() => aclOf(odd)).toThrow(/cannot evaluate these rules/);
});
