/** What one thing costs, and who says so. */
export interface Price {
  readonly service: string;
  /** What is counted, as the document shows it. */
  readonly what: string;
  /** US dollars for `per` of it, in us-east-1, where the price has tiers the first one. */
  readonly usd: number;
  readonly per: number;
  /** Where it was read. */
  readonly source: string;
  /** When the source was written or last updated, as far as it says. */
  readonly dated: string;
  /** False when no source could be found: the price is from memory, to be checked before it is relied on. */
  readonly verified: boolean;
}

const MILLION = 1e6;

/** us-east-1 and us-west-2 have the same list prices for all of these; other Regions are up to a third dearer. */
export const PRICES = {
  apiRequests: {
    service: 'API Gateway',
    what: 'REST requests',
    usd: 3.5,
    per: MILLION,
    source: 'AWS whitepaper "Best Practices for Designing Amazon API Gateway Private APIs", table 4',
    dated: 'undated',
    verified: true,
  },
  invocations: {
    service: 'Lambda',
    what: 'invocations',
    usd: 0.2,
    per: MILLION,
    source: 'cloudchipr.com/blog/aws-lambda-pricing',
    dated: '2024',
    verified: true,
  },
  compute: {
    service: 'Lambda',
    what: 'GB-seconds, arm64',
    usd: 0.0000133334,
    per: 1,
    source: 'cloudchipr.com/blog/aws-lambda-pricing',
    dated: '2024',
    verified: true,
  },
  writes: {
    service: 'DynamoDB',
    what: 'write units of tables and indexes, in both Regions',
    usd: 0.625,
    per: MILLION,
    source:
      'airbyte.com/data-engineering-resources/dynamodb-pricing; replicated writes cost the same: DynamoDB developer guide, "Understanding Amazon DynamoDB billing for global tables"',
    dated: '2025-07-21',
    verified: true,
  },
  reads: {
    service: 'DynamoDB',
    what: 'read units',
    usd: 0.125,
    per: MILLION,
    source: 'airbyte.com/data-engineering-resources/dynamodb-pricing',
    dated: '2025-07-21',
    verified: true,
  },
  storage: {
    service: 'DynamoDB',
    what: 'GB-months stored, in both Regions',
    usd: 0.25,
    per: 1,
    source: 'aws.amazon.com/dynamodb/pricing',
    dated: 'undated',
    verified: true,
  },
  recovery: {
    service: 'DynamoDB',
    what: 'GB-months of point-in-time recovery',
    usd: 0.2,
    per: 1,
    source: 'none found',
    dated: '–',
    verified: false,
  },
  queueRequests: {
    service: 'SQS',
    what: 'requests, polling included',
    usd: 0.4,
    per: MILLION,
    source: 'factualminds.com/blog/amazon-sqs-pricing-64kb-rule-fifo-vs-standard',
    dated: '2026-06',
    verified: true,
  },
  events: {
    service: 'EventBridge',
    what: 'events',
    usd: 1,
    per: MILLION,
    source: 'cloudburn.io/blog/amazon-eventbridge-pricing',
    dated: '2026-03-13',
    verified: true,
  },
  archive: {
    service: 'EventBridge',
    what: 'GB archived, kept 30 days',
    usd: 0.123,
    per: 1,
    source: 'cloudburn.io/blog/amazon-eventbridge-pricing ($0.10 to archive, $0.023 a month to keep)',
    dated: '2026-03-13',
    verified: true,
  },
  secrets: {
    service: 'Secrets Manager',
    what: 'secrets, each replica counted',
    usd: 0.4,
    per: 1,
    source: 'hivebook.wiki, "AWS Secrets Manager"; that a replica counts as a secret was not found',
    dated: 'undated',
    verified: true,
  },
  secretCalls: {
    service: 'Secrets Manager',
    what: 'calls',
    usd: 0.05,
    per: 10_000,
    source: 'hivebook.wiki, "AWS Secrets Manager"',
    dated: 'undated',
    verified: true,
  },
  logs: {
    service: 'CloudWatch',
    what: 'GB of logs taken in',
    usd: 0.5,
    per: 1,
    source: 'factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards',
    dated: '2026-06-13',
    verified: true,
  },
  logStorage: {
    service: 'CloudWatch',
    what: 'GB-months of logs kept 30 days',
    usd: 0.03,
    per: 1,
    source: 'none found',
    dated: '–',
    verified: false,
  },
  metrics: {
    service: 'CloudWatch',
    what: 'metrics',
    usd: 0.3,
    per: 1,
    source: 'signoz.io/guides/cloudwatch-pricing',
    dated: '2026-02-15',
    verified: true,
  },
  alarmMetrics: {
    service: 'CloudWatch',
    what: 'metrics in alarms',
    usd: 0.1,
    per: 1,
    source:
      'c3x.dev/resources/aws/aws_cloudwatch_metric_alarm; aws.amazon.com/cloudwatch/pricing counts metrics',
    dated: 'undated',
    verified: true,
  },
  compositeAlarms: {
    service: 'CloudWatch',
    what: 'composite alarms',
    usd: 0.5,
    per: 1,
    source: 'c3x.dev/resources/aws/aws_cloudwatch_metric_alarm',
    dated: 'undated',
    verified: true,
  },
  dashboards: {
    service: 'CloudWatch',
    what: 'dashboards',
    usd: 3,
    per: 1,
    source: 'aws.amazon.com/cloudwatch/pricing, as quoted in github.com/nishinoshake/aws-rough/issues/37',
    dated: '2022-04-29',
    verified: true,
  },
  metricReads: {
    service: 'CloudWatch',
    what: 'metrics read for the error budgets',
    usd: 0.01,
    per: 1000,
    source: 'aws.amazon.com/cloudwatch/pricing, as quoted in github.com/nishinoshake/aws-rough/issues/37',
    dated: '2022-04-29',
    verified: true,
  },
  traces: {
    service: 'X-Ray',
    what: 'traces recorded',
    usd: 5,
    per: MILLION,
    source: 'aws.amazon.com/xray/pricing',
    dated: 'undated',
    verified: true,
  },
  mails: {
    service: 'SES',
    what: 'e-mails',
    usd: 0.1,
    per: 1000,
    source: 'acecloudinterviews.com/tutorials/aws/ses',
    dated: 'undated',
    verified: true,
  },
  texts: {
    service: 'SNS',
    what: 'text messages',
    usd: 0.01,
    per: 1,
    source: 'none found; differs by country and carrier, from below 1 to above 10 cents',
    dated: '–',
    verified: false,
  },
  regionTransfer: {
    service: 'Data transfer',
    what: 'GB between Regions',
    usd: 0.02,
    per: 1,
    source: 'wring.co/blog/aws-data-transfer-pricing-guide',
    dated: '2026',
    verified: true,
  },
  internetTransfer: {
    service: 'CloudFront',
    what: 'GB to the internet',
    usd: 0.085,
    per: 1,
    source: 'aws.amazon.com/cloudfront/pricing (United States and Europe; what the origins send is free)',
    dated: 'undated',
    verified: true,
  },
  edgeRequests: {
    service: 'CloudFront',
    what: 'HTTPS requests',
    usd: 1,
    per: MILLION,
    source: 'factualminds.com/blog/amazon-cloudfront-pricing-regional-tiers-requests-security',
    dated: '2026-06-13',
    verified: true,
  },
  edgeFunctions: {
    service: 'CloudFront',
    what: 'runs of viewer functions',
    usd: 0.1,
    per: MILLION,
    source: 'cur.vantage.sh/aws/amazoncloudfront',
    dated: 'undated',
    verified: true,
  },
  routingReads: {
    service: 'CloudFront',
    what: 'reads of the key-value store',
    usd: 0.03,
    per: MILLION,
    source: 'none found',
    dated: '–',
    verified: false,
  },
  webAcls: {
    service: 'WAF',
    what: 'web ACLs',
    usd: 5,
    per: 1,
    source: 'c3x.dev/blog/aws-waf-cost-explained',
    dated: 'undated',
    verified: true,
  },
  webAclRules: {
    service: 'WAF',
    what: 'rules and rule groups, each web ACL’s counted',
    usd: 1,
    per: 1,
    source: 'c3x.dev/blog/aws-waf-cost-explained',
    dated: 'undated',
    verified: true,
  },
  webAclRequests: {
    service: 'WAF',
    what: 'requests, by each web ACL that they pass',
    usd: 0.6,
    per: MILLION,
    source: 'c3x.dev/blog/aws-waf-cost-explained',
    dated: 'undated',
    verified: true,
  },
} as const satisfies Readonly<Record<string, Price>>;

/** Something that is paid for. */
export type PriceName = keyof typeof PRICES;

/** How much of everything is used in a month. */
export type Usage = Readonly<Record<PriceName, number>>;
