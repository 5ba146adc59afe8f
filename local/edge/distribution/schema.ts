import { z } from 'zod';

/** A number that some templates write as text. */
const count = z.coerce.number().int();

/** One cache behaviour; what is not listed here is named as not evaluated. */
export const behaviourSchema = z.looseObject({
  PathPattern: z.string().optional(),
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachePolicyId: z.string(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  FunctionAssociations: z.array(z.object({ EventType: z.string(), FunctionARN: z.string() })).default([]),
  Compress: z.boolean().default(false),
  ViewerProtocolPolicy: z.string(),
  CachedMethods: z.array(z.string()).optional(),
});

export const originSchema = z.looseObject({
  Id: z.string(),
  DomainName: z.string(),
  OriginPath: z.string().default(''),
  OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
  // Defaults of the API ("Origin", CloudFront API reference).
  ConnectionAttempts: count.default(3),
  ConnectionTimeout: count.default(10),
  OriginAccessControlId: z.string().default(''),
  S3OriginConfig: z
    .strictObject({ OriginAccessIdentity: z.literal('').optional(), OriginReadTimeout: count.default(30) })
    .optional(),
  CustomOriginConfig: z
    .looseObject({ OriginProtocolPolicy: z.string(), OriginReadTimeout: count.default(30) })
    .optional(),
});

/** How long an error is kept; a page in its place is not served here. */
const errorSchema = z.strictObject({ ErrorCode: count, ErrorCachingMinTTL: count.default(10) });

const groupSchema = z.looseObject({
  Id: z.string(),
  FailoverCriteria: z.object({ StatusCodes: z.object({ Items: z.array(count) }) }),
  Members: z.object({ Items: z.array(z.object({ OriginId: z.string() })).length(2) }),
});

export const distributionSchema = z.looseObject({
  DefaultCacheBehavior: behaviourSchema,
  CacheBehaviors: z.array(behaviourSchema.extend({ PathPattern: z.string() })).default([]),
  Origins: z.array(originSchema),
  OriginGroups: z.object({ Items: z.array(groupSchema).default([]) }).default({ Items: [] }),
  CustomErrorResponses: z.array(errorSchema).default([]),
  DefaultRootObject: z.string().default(''),
  WebACLId: z.string().default(''),
  Enabled: z.literal(true),
});

export type BehaviourProperties = z.infer<typeof behaviourSchema>;
export type OriginProperties = z.infer<typeof originSchema>;
export type DistributionProperties = z.infer<typeof distributionSchema>;

const namesOf = (schema: z.ZodObject): string[] => Object.keys(schema.shape);

/** Properties that change nothing of what is answered on one machine. */
const WITHOUT_EFFECT = [
  'Comment',
  'HttpVersion',
  'IPV6Enabled',
  'PriceClass',
  'Aliases',
  'ViewerCertificate',
];

/** Paths of the properties of a distribution that nothing here evaluates. */
export function unknownProperties(config: DistributionProperties): string[] {
  const beyond = (value: object, schema: z.ZodObject, where = '') =>
    Object.keys(value)
      .filter((name) => !namesOf(schema).includes(name) && !WITHOUT_EFFECT.includes(name))
      .map((name) => `${where}${name}`);
  const behaviours = [config.DefaultCacheBehavior, ...config.CacheBehaviors];
  return [
    ...beyond(config, distributionSchema),
    ...behaviours.flatMap((each) => beyond(each, behaviourSchema, `behaviour ${each.PathPattern ?? '*'}: `)),
    ...config.Origins.flatMap((each) => beyond(each, originSchema, `origin ${each.Id}: `)),
    ...config.OriginGroups.Items.flatMap((each) => beyond(each, groupSchema, `origin group ${each.Id}: `)),
  ];
}
