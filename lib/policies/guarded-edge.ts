import { type Policy } from './policy';
import { asList, asObject, type NamedResource, resourcesOfType, type Template } from './template';

type Fields = Readonly<Record<string, unknown>>;

/** Errors that CloudFront keeps for 10 s where nothing else is said, and whose time can be set. */
const KEPT_ERRORS = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];

/** What reaches shoppers directly has a web ACL, speaks TLS only, and leaves the API's answers as they are. */
export const guardedEdge: Policy = {
  id: 'guarded-edge',
  description:
    'Distributions and API stages have a web ACL; distributions speak TLS, have no error pages and keep no errors',
  check: (template) => [
    ...resourcesOfType(template, 'AWS::CloudFront::Distribution').flatMap(distributionBreaches),
    ...resourcesOfType(template, 'AWS::ApiGateway::Stage').flatMap((stage) => stageBreaches(template, stage)),
  ],
};

function distributionBreaches({ logicalId, properties }: NamedResource) {
  const config = asObject(properties['DistributionConfig']);
  const at = (property: string, message: string) => ({
    logicalId,
    location: `Properties.DistributionConfig.${property}`,
    message,
  });
  return [
    ...(config['WebACLId'] === undefined ? [at('WebACLId', 'has no web ACL')] : []),
    ...(takesOrders(config)
      ? errorBreaches(config).map((message) => at('CustomErrorResponses', message))
      : []),
    ...behaviors(config).flatMap(({ path, behavior }) =>
      behavior['ViewerProtocolPolicy'] === 'allow-all' ? [at(path, 'is served without TLS')] : [],
    ),
  ];
}

/** What is said of errors holds for a whole distribution, so that one behaviour that takes orders binds them all. */
const takesOrders = (config: Fields): boolean =>
  behaviors(config).some(({ behavior }) => asList(behavior['AllowedMethods']).includes('POST'));

function errorBreaches(config: Fields): string[] {
  const entries = asList(config['CustomErrorResponses']).map(asObject);
  const replaced = entries.some((entry) => 'ResponsePagePath' in entry || 'ResponseCode' in entry);
  const notKept = entries
    .filter((entry) => entry['ErrorCachingMinTTL'] === 0)
    .map((entry) => entry['ErrorCode']);
  const kept = KEPT_ERRORS.filter((status) => !notKept.includes(status));
  return [
    ...(replaced ? ['has error pages, which would replace the answers of the API'] : []),
    ...(kept.length > 0 ? [`keeps ${kept.join(', ')}, and would answer with it what a Region could`] : []),
  ];
}

function behaviors(config: Fields): { readonly path: string; readonly behavior: Fields }[] {
  const others = asList(config['CacheBehaviors']).map((behavior, index) => ({
    path: `CacheBehaviors.${index}`,
    behavior: asObject(behavior),
  }));
  return [{ path: 'DefaultCacheBehavior', behavior: asObject(config['DefaultCacheBehavior']) }, ...others];
}

function stageBreaches(template: Template, { logicalId }: NamedResource) {
  const associations = resourcesOfType(template, 'AWS::WAFv2::WebACLAssociation');
  const guarded = associations.some(({ properties }) =>
    JSON.stringify(properties['ResourceArn']).includes(`{"Ref":"${logicalId}"}`),
  );
  if (guarded) return [];
  const message = 'has no web ACL: callers who go round the edge would meet no limit';
  return [{ logicalId, location: 'Properties', message }];
}
