import { type HoldfastConfig } from './config/schema';

/** Index of the Ledger that lists orders to which a step is owed, by due time. */
export const WORK_INDEX = 'work';
/** Index of the Ledger that lists stock buckets, for the scheduled settling of their journals. */
export const STOCK_INDEX = 'stock';
/** Index of the Shop that lists products by SKU. */
export const CATALOGUE_INDEX = 'catalogue';

/** Where CloudFront's certificates and web ACLs must be; the distribution stands beside them. */
export const EDGE_REGION = 'us-east-1';

/** Literal names of everything that another Region, another stack or an operator refers to by name. */
export interface Names {
  readonly ledgerTable: string;
  readonly shopTable: string;
  readonly paymentSecret: string;
  readonly orderTokenSecret: string;
  /** What CloudFront shows to the Regions, so that they know which calls came through the edge. */
  readonly edgeSecret: string;
  /** The web ACLs: one for each Region's API, one for the edge. */
  readonly webAcl: string;
  /** CloudFront's key-value store with one entry for each Region. */
  readonly routingStore: string;
  readonly eventBus: string;
  readonly ordersQueue: string;
  readonly auditQueue: string;
  readonly eventsDeadLetterQueue: string;
  /** Name of the reports' bucket in a Region: bucket names are unique in all of AWS. */
  reportBucket(account: string, region: string): string;
  /** Name of the bucket that holds a Region's copy of the storefront. */
  storefrontBucket(account: string, region: string): string;
  /** Name of the function in `lambdas/<folder>`. */
  functionNamed(folder: string): string;
}

/**
 * Names are the same in every Region, so that a function finds its own Region's table, secret, queue and bus
 * under one name and no stack needs a reference into another Region.
 */
export function namesOf(config: Pick<HoldfastConfig, 'name'>): Names {
  const prefix = config.name;
  return {
    ledgerTable: `${prefix}-ledger`,
    shopTable: `${prefix}-shop`,
    paymentSecret: `${prefix}/payment`,
    orderTokenSecret: `${prefix}/order-token`,
    edgeSecret: `${prefix}/edge`,
    webAcl: prefix,
    routingStore: `${prefix}-routing`,
    eventBus: prefix,
    ordersQueue: `${prefix}-orders`,
    auditQueue: `${prefix}-audit`,
    eventsDeadLetterQueue: `${prefix}-events-dlq`,
    reportBucket: (account, region) => `${prefix}-reports-${account}-${region}`,
    storefrontBucket: (account, region) => `${prefix}-storefront-${account}-${region}`,
    functionNamed: (folder) => `${prefix}-${folder}`,
  };
}

/** The deployment that a function belongs to: its name begins with it, and ends in its folder. */
export function deploymentOf(functionName: string, folder: string): string {
  return functionName.slice(0, -`-${folder}`.length);
}

/** Name of the dead-letter queue that belongs to a queue. */
export function deadLetterNameOf(queueName: string): string {
  return `${queueName}-dlq`;
}

/** Start of all stack names: `holdfast` becomes `Holdfast`, `my-shop` becomes `MyShop`. */
export function stackPrefixOf(config: Pick<HoldfastConfig, 'name'>): string {
  return config.name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
