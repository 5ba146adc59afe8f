import { type CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { type HoldfastConfig } from '../config/schema';
import { BLOCK_TOO_MANY, RATE_WINDOW_SECONDS } from './problems';
import { allOf, methodIs, not, pathContains, pathIs } from './statements';

type Rule = Omit<CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>;
type Statement = CfnWebACL.StatementProperty;

/**
 * Rules of AWS's common rule set that only count. Most look into bodies, where an order of 1,500 lines is larger than
 * 8 KB, a delivery address may read "c/o Miller ../2nd floor", and the payment provider's events hold addresses of
 * web pages; nothing here opens a file, fetches an address or shows HTML that a body brought. A SKU may end like a
 * file's name (`MANUAL.INI`). Requests without a User-Agent are those of plain programs, which the API is for.
 */
const COUNTED_RULES = [
  'SizeRestrictions_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'CrossSiteScripting_BODY',
  'RestrictedExtensions_URIPATH',
  'NoUserAgent_HEADER',
];

/** AWS's own rule groups, and which of their rules count instead of blocking. */
const MANAGED_GROUPS: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesAmazonIpReputationList: [],
  AWSManagedRulesKnownBadInputsRuleSet: [],
  AWSManagedRulesCommonRuleSet: COUNTED_RULES,
};

/**
 * Who asks how a Region is must not be judged by the address that it comes from: a probe's is one of Lambda's, which
 * many share, and a list of bad addresses that has it would hide the Region from the other one. Nothing of a request
 * gets into the health check. The rates hold for it as for all. With and without API Gateway's stage.
 */
const NOT_HEALTH = ['/health', '/prod/health'].map((path) => not(pathIs(path)));

const WEBHOOK_PATH = '/v1/payments/webhook';

/**
 * Events of the payment provider that one address may send in a minute. It sends from a handful of addresses, and two
 * or three for each charge; both Regions together charge up to 20 a second after an outage (`payment.drainPerSecond`),
 * beside what shoppers pay. 200 a second leave room; who floods the webhook meets the throttles of API Gateway later.
 */
const WEBHOOKS_PER_MINUTE = 12_000;

/** Which requests the rules look at, and how many of them one address may send. */
export interface RuleOptions {
  readonly rates: HoldfastConfig['edge'];
  /** @default all requests */
  readonly only?: Statement;
}

/** The rules of a web ACL, in the order in which they are tried. */
export function webAclRules(options: RuleOptions): CfnWebACL.RuleProperty[] {
  return [...rateRules(options), ...managedRules(options)].map((rule, priority) => ({
    ...rule,
    priority,
    visibilityConfig: visibility(rule.name),
  }));
}

function rateRules({ rates, only }: RuleOptions): Rule[] {
  const scope = (...statements: Statement[]) => allOf([...(only === undefined ? [] : [only]), ...statements]);
  return [
    rateRule('orders-rate', rates.ordersPerMinute, scope(methodIs('POST'), pathContains('/v1/orders'))),
    rateRule('webhook-rate', WEBHOOKS_PER_MINUTE, scope(pathContains(WEBHOOK_PATH))),
    rateRule('requests-rate', rates.requestsPerMinute, scope(not(pathContains(WEBHOOK_PATH)))),
  ];
}

function rateRule(name: string, limit: number, scopeDownStatement: Statement): Rule {
  return {
    name,
    action: BLOCK_TOO_MANY,
    statement: {
      rateBasedStatement: {
        aggregateKeyType: 'IP',
        evaluationWindowSec: RATE_WINDOW_SECONDS,
        limit,
        scopeDownStatement,
      },
    },
  };
}

function managedRules({ only }: RuleOptions): Rule[] {
  return Object.entries(MANAGED_GROUPS).map(([name, counted]) => ({
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ...(counted.length > 0 && {
          ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        }),
        scopeDownStatement: allOf([...(only === undefined ? [] : [only]), ...NOT_HEALTH]),
      },
    },
  }));
}

/** Metrics, but no samples: those hold addresses and headers of shoppers for three hours. */
export function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
