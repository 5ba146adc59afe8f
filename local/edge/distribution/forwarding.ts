import { z } from 'zod';
import { AssemblyError } from '../../assembly/assembly-error';
import { isRecord } from '../../assembly/template';
import { type RegionTemplate, type Resource } from '../../types';
import { type BehaviourProperties } from './schema';

/** Which names of one part of a request go to the origin. */
export type Selection = (name: string) => boolean;

/** What of a viewer's request goes to the origin. */
export interface Forwarding {
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

const none: Selection = () => false;
const all: Selection = () => true;

const NOTHING: Forwarding = { headers: none, cookies: none, queryStrings: none };

/**
 * Policies that AWS keeps under fixed ids
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and
 * …/using-managed-origin-request-policies.html).
 */
const MANAGED: Readonly<Record<string, Forwarding>> = {
  // CachingDisabled and CachingOptimized, whose key has nothing of the request but the path.
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': NOTHING,
  '658327ea-f89d-4fab-a63d-7e88639e58f6': NOTHING,
  // AllViewerExceptHostHeader and AllViewer.
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    headers: (name) => name !== 'host',
    cookies: all,
    queryStrings: all,
  },
  '216adef6-5c7f-47e4-b989-5492eafa07d3': { headers: all, cookies: all, queryStrings: all },
};

const partSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** Both policies of a behaviour together: what either of them names is sent on. */
export function forwardingOf(
  { CachePolicyId, OriginRequestPolicyId }: BehaviourProperties,
  template: RegionTemplate,
): Forwarding {
  const policies = [
    CachePolicyId,
    ...(OriginRequestPolicyId === undefined ? [] : [OriginRequestPolicyId]),
  ].map((id) => MANAGED[id] ?? customPolicy(id, template));
  const either = (part: keyof Forwarding): Selection => {
    const selections = policies.map((policy) => policy[part]);
    return (name) => selections.some((selects) => selects(name));
  };
  return { headers: either('headers'), cookies: either('cookies'), queryStrings: either('queryStrings') };
}

const POLICY_TYPES = ['AWS::CloudFront::CachePolicy', 'AWS::CloudFront::OriginRequestPolicy'];

function customPolicy(id: string, { resources }: RegionTemplate): Forwarding {
  const policy = resources.find(({ type, ref }) => POLICY_TYPES.includes(type) && ref === id);
  if (policy === undefined) throw new AssemblyError(`the local edge knows no policy ${id}`);
  const parts = partsOf(policy);
  const part = (name: string, list: string) => selectionOf(policy, parts[`${name}sConfig`], name, list);
  return {
    headers: part('Header', 'Headers'),
    cookies: part('Cookie', 'Cookies'),
    queryStrings: part('QueryString', 'QueryStrings'),
  };
}

function partsOf({ properties }: Resource): Record<string, unknown> {
  const { CachePolicyConfig: cache, OriginRequestPolicyConfig: origin } = properties;
  if (isRecord(cache) && isRecord(cache['ParametersInCacheKeyAndForwardedToOrigin']))
    return cache['ParametersInCacheKeyAndForwardedToOrigin'];
  return isRecord(origin) ? origin : {};
}

function selectionOf({ logicalId }: Resource, config: unknown, name: string, list: string): Selection {
  const parsed = partSchema.safeParse(config);
  const behaviour = String(parsed.data?.[`${name}Behavior`] ?? 'none');
  const listed = [parsed.data?.[list] ?? []].flat();
  const names = new Set(listed.map((each) => (name === 'Header' ? each.toLowerCase() : each)));
  switch (behaviour) {
    case 'none':
      return none;
    case 'all':
    case 'allViewer':
      return all;
    case 'whitelist':
      return (each) => names.has(each);
    case 'allExcept':
      return (each) => !names.has(each);
    default:
      throw new AssemblyError(`the local edge does not know ${name}Behavior ${behaviour}`, {
        logicalId,
      });
  }
}
