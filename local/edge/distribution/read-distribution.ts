import { z } from 'zod';
import { AssemblyError } from '../../assembly/assembly-error';
import { type KeyValueStores } from '../../keyvaluestore/key-value-stores';
import { type RegionTemplate, type Resource } from '../../types';
import { type OriginChoice } from '../functions/origin-choice';
import { type ViewerFunction, viewerFunction } from '../functions/viewer-function';
import { errorSeconds, type ErrorSeconds } from '../error-cache';
import { type EdgeOrigin } from '../message';
import { localOrigin, type LocalAddresses } from '../origins/local-origin';
import { originGroup } from '../origins/origin-group';
import { type CacheKey, cacheKey } from './cache-key';
import { type Forwarding, forwardingOf } from './forwarding';
import { normalizedPath, pathPattern, type PathMatcher } from './path-pattern';
import { type ResponseHeaders, responseHeadersOf } from './response-headers';
import {
  type BehaviourProperties,
  type DistributionProperties,
  distributionSchema,
  unknownProperties,
} from './schema';

/** How requests for some of the paths are answered. */
export interface Behaviour {
  readonly matches: PathMatcher;
  readonly methods: readonly string[];
  readonly viewerRequest: ViewerFunction | undefined;
  /** The origin that a function picked, or the behaviour's own. */
  readonly origin: (choice: OriginChoice | undefined) => EdgeOrigin;
  readonly responseHeaders: ResponseHeaders;
  readonly cacheKey: CacheKey;
  /** Whether it is for programs, which want problems as JSON. */
  readonly isApi: boolean;
}

/** A CloudFront distribution, ready to answer. */
export interface LocalDistribution {
  readonly id: string;
  readonly arn: string;
  /** The one whose pattern comes first; the default one matches everything. */
  behaviourOf(path: string): Behaviour;
  readonly defaultRootObject: string;
  readonly errorSeconds: ErrorSeconds;
  /** Empty without one. */
  readonly webAclArn: string;
  /** What the template asks for and nothing here does, each in a few words. */
  readonly notEvaluated: readonly string[];
}

export interface ReadDistributionOptions {
  /** Of the region whose stack has the distribution. */
  readonly template: RegionTemplate;
  readonly addresses: LocalAddresses;
  readonly stores: KeyValueStores;
  /** Takes what the functions write with `console`. */
  readonly onLine: (functionName: string, line: string) => void;
}

/** CloudFormation's name for what the edge serves. */
export const DISTRIBUTION = 'AWS::CloudFront::Distribution';

/** Whether a region's stacks have a distribution. */
export const hasDistribution = ({ resources }: RegionTemplate): boolean =>
  resources.some(({ type }) => type === DISTRIBUTION);

/**
 * Reads the one distribution of the templates.
 *
 * @throws AssemblyError for what CloudFront would refuse, and for what would be answered otherwise than there
 */
export function readDistribution(options: ReadDistributionOptions): LocalDistribution {
  const resource = onlyOne(options.template);
  const config = parse(resource);
  const context = { ...options, resource, config };
  const patterned = config.CacheBehaviors.map((each) => behaviour(each, context));
  const otherwise = behaviour(config.DefaultCacheBehavior, context);
  return {
    id: resource.ref,
    arn: resource.arn,
    behaviourOf: (path) => {
      const normalized = normalizedPath(path);
      return patterned.find(({ matches }) => matches(normalized)) ?? otherwise;
    },
    defaultRootObject: config.DefaultRootObject,
    errorSeconds: errorSeconds(config.CustomErrorResponses),
    webAclArn: config.WebACLId,
    notEvaluated: notEvaluated(config),
  };
}

function onlyOne({ resources }: RegionTemplate): Resource {
  const [first, ...others] = resources.filter(({ type }) => type === DISTRIBUTION);
  if (first !== undefined && others.length === 0) return first;
  throw new AssemblyError(
    `the local edge serves exactly one distribution, and there are ${others.length + (first ? 1 : 0)}`,
  );
}

function parse({ logicalId, properties }: Resource): DistributionProperties {
  const parsed = distributionSchema.safeParse(properties['DistributionConfig']);
  if (parsed.success) return parsed.data;
  throw new AssemblyError(`the local edge cannot serve this:\n${z.prettifyError(parsed.error)}`, {
    logicalId,
  });
}

interface Context extends ReadDistributionOptions {
  readonly resource: Resource;
  readonly config: DistributionProperties;
}

function behaviour(properties: BehaviourProperties, context: Context): Behaviour {
  const { config, template } = context;
  const origins = originsOf(forwardingOf(properties, template), context);
  const own = origins.get(properties.TargetOriginId) ?? unknownOrigin(properties.TargetOriginId, context);
  return {
    matches: pathPattern(properties.PathPattern ?? '*'),
    methods: properties.AllowedMethods,
    viewerRequest: functionOf(properties, context),
    origin: (choice) => (choice === undefined ? own : chosen(choice, origins)),
    responseHeaders: responseHeadersOf(properties.ResponseHeadersPolicyId, template),
    cacheKey: cacheKey(forwardingOf({ ...properties, OriginRequestPolicyId: undefined }, template)),
    isApi: isApi(properties, config),
  };
}

function isApi({ TargetOriginId }: BehaviourProperties, { Origins, OriginGroups }: DistributionProperties) {
  const group = OriginGroups.Items.find(({ Id }) => Id === TargetOriginId);
  const ids = group?.Members.Items.map(({ OriginId }) => OriginId) ?? [TargetOriginId];
  return Origins.some(({ Id, CustomOriginConfig }) => ids.includes(Id) && CustomOriginConfig !== undefined);
}

/** Origins and groups by id. What goes to them is a matter of the behaviour. */
function originsOf(
  forwarding: Forwarding,
  { config, addresses, resource }: Context,
): Map<string, EdgeOrigin> {
  const origins = new Map(
    config.Origins.map((each) => [each.Id, localOrigin(each, forwarding, addresses, resource.arn)] as const),
  );
  for (const { Id, Members, FailoverCriteria } of config.OriginGroups.Items) {
    const [primary, secondary] = Members.Items.map(({ OriginId }) => origins.get(OriginId));
    if (primary !== undefined && secondary !== undefined)
      origins.set(Id, originGroup(primary, secondary, FailoverCriteria.StatusCodes.Items));
  }
  return origins;
}

/** Which ids there are is checked when a function picks. */
function chosen(choice: OriginChoice, origins: ReadonlyMap<string, EdgeOrigin>): EdgeOrigin {
  const byId = (id: string): EdgeOrigin => {
    const origin = origins.get(id);
    if (origin === undefined) throw new Error(`there is no origin ${id}`);
    return origin;
  };
  if (choice.kind === 'origin') return byId(choice.originId);
  const [primary, secondary] = choice.originIds;
  return originGroup(byId(primary), byId(secondary), choice.statusCodes);
}

function functionOf(
  { FunctionAssociations, PathPattern }: BehaviourProperties,
  { resource, config, template, stores, onLine }: Context,
): ViewerFunction | undefined {
  const [association, ...others] = FunctionAssociations;
  if (association === undefined) return undefined;
  if (others.length > 0 || association.EventType !== 'viewer-request') {
    const events = FunctionAssociations.map(({ EventType }) => EventType).join(', ');
    throw new AssemblyError(
      `behaviour ${PathPattern ?? '*'} has functions on ${events}; the local edge runs one on viewer-request`,
      { logicalId: resource.logicalId },
    );
  }
  return viewerFunction(association.FunctionARN, {
    template,
    stores,
    distribution: { id: resource.ref, domainName: `${resource.ref}.cloudfront.net` },
    originIds: new Set(config.Origins.map(({ Id }) => Id)),
    onLine,
  });
}

function unknownOrigin(id: string, { resource }: Context): never {
  throw new AssemblyError(`the distribution has no origin ${id}`, { logicalId: resource.logicalId });
}

function notEvaluated(config: DistributionProperties): string[] {
  const behaviours = [config.DefaultCacheBehavior, ...config.CacheBehaviors];
  return [
    'caching, but of errors',
    ...(behaviours.some(({ Compress }) => Compress) ? ['compression'] : []),
    ...(behaviours.some(({ ViewerProtocolPolicy }) => ViewerProtocolPolicy !== 'allow-all') ? ['HTTPS'] : []),
    ...unknownProperties(config),
  ];
}
