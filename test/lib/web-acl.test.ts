import { type Template } from 'aws-cdk-lib/assertions';
import { configuration, synthesize } from './synthesized';

const ACL = 'AWS::WAFv2::WebACL';
const EDGE_SECRET = '{{resolve:secretsmanager:holdfast/edge:SecretString:header::}}';

/** Statements of AWS WAF, as far as they are read here. */
interface Statement {
  readonly AndStatement?: { readonly Statements: readonly Statement[] };
  readonly NotStatement?: { readonly Statement: Statement };
  readonly ByteMatchStatement?: {
    readonly SearchString: string;
    readonly FieldToMatch: object;
    readonly PositionalConstraint: string;
  };
  readonly RateBasedStatement?: {
    readonly Limit: number;
    readonly EvaluationWindowSec: number;
    readonly AggregateKeyType: string;
    readonly ScopeDownStatement: Statement;
  };
  readonly ManagedRuleGroupStatement?: {
    readonly Name: string;
    readonly RuleActionOverrides?: readonly { readonly Name: string; readonly ActionToUse: object }[];
    readonly ScopeDownStatement?: Statement;
  };
}

interface Rule {
  readonly Name: string;
  readonly Action?: object;
  readonly Statement: Statement;
  readonly VisibilityConfig: { readonly SampledRequestsEnabled: boolean };
}

interface Acl {
  readonly Scope: string;
  readonly Rules: readonly Rule[];
  readonly CustomResponseBodies: Readonly<Record<string, { readonly Content: string }>>;
}

let edge: Template;
let region: Template;

beforeAll(() => {
  const rates = { requestsPerMinute: 500, ordersPerMinute: 20 };
  const templates = synthesize(configuration({ edge: rates }));
  [edge, region] = [templates.edge, templates.regions[1] ?? templates.edge];
});

function aclOf(template: Template): Acl {
  const [acl] = Object.values(template.findResources(ACL));
  return acl?.['Properties'] as Acl;
}

const SCOPES = [
  ['the edge', () => aclOf(edge)],
  ['a Region', () => aclOf(region)],
] as const;

/** A statement in short: `POST and not /v1/…`. */
function short(statement: Statement | undefined): string {
  const { AndStatement, NotStatement, ByteMatchStatement } = statement ?? {};
  if (AndStatement) return AndStatement.Statements.map(short).join(' and ');
  if (NotStatement) return `not ${short(NotStatement.Statement)}`;
  return ByteMatchStatement?.SearchString ?? 'everything';
}

const rateRules = (acl: Acl) =>
  acl.Rules.flatMap(({ Name, Statement: { RateBasedStatement } }) =>
    RateBasedStatement === undefined ? [] : [{ Name, ...RateBasedStatement }],
  );

const managedGroups = (acl: Acl) =>
  acl.Rules.flatMap(({ Statement: { ManagedRuleGroupStatement } }) => ManagedRuleGroupStatement ?? []);

describe.each(SCOPES)('the web ACL of %s', (_, acl) => {
  test('counts what each address sends in a minute', () => {
    expect(rateRules(acl()).map(({ Name, Limit }) => [Name, Limit])).toEqual([
      ['orders-rate', 20],
      ['webhook-rate', 12_000],
      ['requests-rate', 500],
    ]);
    for (const rule of rateRules(acl()))
      expect(rule).toMatchObject({ AggregateKeyType: 'IP', EvaluationWindowSec: 60 });
  });

  test('answers too many with a problem, and says when to return', () => {
    const { Rules, CustomResponseBodies } = acl();
    const [rule] = Rules;
    expect(rule?.Action).toEqual({
      Block: {
        CustomResponse: {
          ResponseCode: 429,
          CustomResponseBodyKey: 'too-many-requests',
          ResponseHeaders: [
            { Name: 'retry-after', Value: '60' },
            { Name: 'cache-control', Value: 'no-store' },
          ],
        },
      },
    });
    expect(JSON.parse(CustomResponseBodies['too-many-requests']?.Content ?? '')).toMatchObject({
      type: 'about:blank',
      status: 429,
      code: 'throttled',
    });
  });

  test('runs AWS’s rules, of which those that would refuse honest orders only count', () => {
    expect(managedGroups(acl()).map(({ Name }) => Name)).toEqual([
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
    ]);
    const overrides = managedGroups(acl()).flatMap(({ RuleActionOverrides }) => RuleActionOverrides ?? []);
    expect(overrides.map(({ Name }) => Name)).toContain('SizeRestrictions_BODY');
    for (const { ActionToUse } of overrides) expect(ActionToUse).toEqual({ Count: {} });
  });

  test('keeps no samples, which hold addresses of shoppers', () => {
    for (const { VisibilityConfig } of acl().Rules)
      expect(VisibilityConfig.SampledRequestsEnabled).toBe(false);
  });
});

test('the edge holds all requests against its rules, but asks no list of AWS’s who looks at the health', () => {
  const acl = aclOf(edge);
  expect(acl.Scope).toBe('CLOUDFRONT');
  expect(rateRules(acl).map(({ ScopeDownStatement }) => short(ScopeDownStatement))).toEqual([
    'POST and /v1/orders',
    '/v1/payments/webhook',
    'not /v1/payments/webhook',
  ]);
  for (const { ScopeDownStatement } of managedGroups(acl))
    expect(short(ScopeDownStatement)).toBe('not /health and not /prod/health');
});

test('a Region leaves alone what came through the edge: those calls have CloudFront’s address', () => {
  const acl = aclOf(region);
  expect(acl.Scope).toBe('REGIONAL');
  expect(rateRules(acl).map(({ ScopeDownStatement }) => short(ScopeDownStatement))).toEqual([
    `not ${EDGE_SECRET} and POST and /v1/orders`,
    `not ${EDGE_SECRET} and /v1/payments/webhook`,
    `not ${EDGE_SECRET} and not /v1/payments/webhook`,
  ]);
  for (const { ScopeDownStatement } of managedGroups(acl)) {
    expect(short(ScopeDownStatement)).toBe(`not ${EDGE_SECRET} and not /health and not /prod/health`);
    const [throughEdge, ...health] = (ScopeDownStatement?.AndStatement?.Statements ?? []).map(
      ({ NotStatement }) => NotStatement?.Statement.ByteMatchStatement,
    );
    expect(throughEdge).toMatchObject({
      FieldToMatch: { SingleHeader: { Name: 'x-holdfast-edge' } },
      PositionalConstraint: 'EXACTLY',
    });
    for (const path of health)
      expect(path).toMatchObject({ FieldToMatch: { UriPath: {} }, PositionalConstraint: 'EXACTLY' });
  }
});

test('a Region’s web ACL guards its stage', () => {
  const [acl] = Object.keys(region.findResources(ACL));
  const [stage] = Object.keys(region.findResources('AWS::ApiGateway::Stage'));
  const [association] = Object.values(region.findResources('AWS::WAFv2::WebACLAssociation'));
  expect(association?.['Properties']).toMatchObject({ WebACLArn: { 'Fn::GetAtt': [acl, 'Arn'] } });
  expect(JSON.stringify(association?.['Properties'])).toContain(`{"Ref":"${stage}"}`);
});
