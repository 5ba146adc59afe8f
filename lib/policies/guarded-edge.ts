import { type Policy } from './policy';
import { asList, asObject, type NamedResource, resourcesOfType, type Template } from './template';

type Fields = Readonly<Record<string, unknown>>;

/** What reaches shoppers directly has a web ACL, speaks TLS only, and leaves the API's answers as they are. */
export const guardedEdge: Policy = {
  id: 'guarded-edge',
  description: 'Distributions and API stages have a web ACL; distributions speak TLS and have no error pages',
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
    ...(hasErrorPages(config)
      ? [at('CustomErrorResponses', 'has error pages, which would replace the answers of the API')]
      : []),
    ...behaviors(config).flatMap(({ path, behavior }) =>
      behavior['ViewerProtocolPolicy'] === 'allow-all' ? [at(path, 'is served without TLS')] : [],
    ),
  ];
}

/** Error pages hold for a whole distribution, so that one behaviour that takes orders forbids them for all. */
function hasErrorPages(config: Fields): boolean {
  const takesOrders = behaviors(config).some(({ behavior }) =>
    asList(behavior['AllowedMethods']).includes('POST'),
  );
  return takesOrders && asList(config['CustomErrorResponses']).length > 0;
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
