import { type Assembly } from '../assembly/assembly';
import { AssemblyError } from '../assembly/assembly-error';
import { type CloudWatch } from '../cloudwatch/cloudwatch';
import { type RequestHandler } from '../http/server';
import { type KeyValueStores } from '../keyvaluestore/key-value-stores';
import { type Secrets } from '../secrets/secrets';
import { type FaultSource, type Log, type RegionTemplate, type RunningRegion } from '../types';
import { ruleGroupsOf, webAclByArn } from '../waf/web-acl';
import { hasDistribution, readDistribution } from './distribution/read-distribution';
import { createEdge } from './edge';
import { ErrorCache } from './error-cache';
import { type Origin } from './origin';
import { type LocalAddresses } from './origins/local-origin';

export interface ShopEdgeOptions {
  readonly assembly: Assembly;
  readonly secrets: Secrets;
  readonly stores: KeyValueStores;
  readonly regions: readonly RunningRegion[];
  /** The gateways of the regions. */
  readonly origins: readonly Origin[];
  /** Serves everything below `/_local/`. */
  readonly control: RequestHandler;
  readonly faults: FaultSource;
  /** Takes what CloudFront measures, in the Region of its stack if that runs functions. */
  readonly cloudWatch: CloudWatch;
  readonly log: Log;
  /** Takes what CloudFront functions write with `console`. */
  readonly onLine: (functionName: string, line: string) => void;
}

/** The edge, and what of its templates nothing here does. */
export interface ShopEdge {
  readonly handle: RequestHandler;
  /** Each in a few words. */
  readonly notEvaluated: readonly string[];
}

/**
 * The edge of the synthesized distribution.
 *
 * @throws AssemblyError where there is no distribution, or one that cannot be served as CloudFront would
 */
export function shopEdge(options: ShopEdgeOptions): ShopEdge {
  const { stores, origins, control, log, onLine, faults, cloudWatch } = options;
  const template = templateWithDistribution(options);
  const addresses = localAddresses(options);
  const distribution = readDistribution({ template, addresses, stores, onLine });
  const { webAclArn } = distribution;
  const webAcl = webAclArn === '' ? undefined : webAclByArn(template, webAclArn, () => new Date());
  const errors = new ErrorCache(distribution.errorSeconds, Date.now);
  const answered = cloudWatch.metricsOf(template.region)?.distribution(distribution.id);
  const fails = () => Math.random() < faults.current().edge.failRate;
  return {
    handle: createEdge({
      ...{ distribution, webAcl, errors, log, origins, control, fails },
      ...(answered !== undefined && { answered }),
    }),
    notEvaluated: [...distribution.notEvaluated, ...ruleGroupsOf([template])],
  };
}

/** CloudFront's stack may be in a region that runs no functions. */
function templateWithDistribution({ assembly, secrets }: ShopEdgeOptions): RegionTemplate {
  const templates = assembly.stackRegions.map((region) =>
    assembly.regionTemplate(region, { secret: (reference) => secrets.valueOf(region, reference) }),
  );
  const found = templates.find(hasDistribution);
  if (found === undefined) throw new AssemblyError('no stack has a CloudFront distribution to serve');
  return found;
}

function localAddresses({ regions, origins }: ShopEdgeOptions): LocalAddresses {
  const apiOf = (name: string | undefined) => origins.find(({ region }) => region === name)?.url;
  return {
    api: ({ region }) => apiOf(region),
    // Route 53 would choose by latency and health; on one machine the first region is as near as any.
    customDomain: (name) => apiOf(regions.find(({ template }) => hasDomain(template, name))?.region),
    aws: (name) => regions.find(({ region }) => region === name)?.awsEndpoint,
  };
}

const hasDomain = ({ resources }: RegionTemplate, name: string): boolean =>
  resources.some(
    ({ type, properties }) => type === 'AWS::ApiGateway::DomainName' && properties['DomainName'] === name,
  );
