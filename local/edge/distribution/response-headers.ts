import { z } from 'zod';
import { AssemblyError } from '../../assembly/assembly-error';
import { type RegionTemplate } from '../../types';
import { type Headers } from '../message';

/** Puts the headers of a policy on an answer. */
export type ResponseHeaders = (headers: Headers) => Headers;

const override = { Override: z.boolean() };

const policySchema = z.strictObject({
  Name: z.string(),
  Comment: z.string().optional(),
  SecurityHeadersConfig: z
    .strictObject({
      ContentSecurityPolicy: z.object({ ...override, ContentSecurityPolicy: z.string() }).optional(),
      ContentTypeOptions: z.object(override).optional(),
      FrameOptions: z.object({ ...override, FrameOption: z.string() }).optional(),
      ReferrerPolicy: z.object({ ...override, ReferrerPolicy: z.string() }).optional(),
      StrictTransportSecurity: z
        .object({
          ...override,
          AccessControlMaxAgeSec: z.coerce.number(),
          IncludeSubdomains: z.boolean().default(false),
          Preload: z.boolean().default(false),
        })
        .optional(),
    })
    .default({}),
  CustomHeadersConfig: z
    .object({ Items: z.array(z.object({ ...override, Header: z.string(), Value: z.string() })) })
    .default({ Items: [] }),
  RemoveHeadersConfig: z.object({ Items: z.array(z.object({ Header: z.string() })) }).default({ Items: [] }),
});

type Policy = z.infer<typeof policySchema>;

interface PolicyHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it takes the place of one that the origin sent. */
  readonly override: boolean;
}

/** The response headers policy of a behaviour; without one, answers stay as they are. */
export function responseHeadersOf(id: string | undefined, { resources }: RegionTemplate): ResponseHeaders {
  if (id === undefined) return (headers) => headers;
  const found = resources.find(
    ({ type, ref }) => type === 'AWS::CloudFront::ResponseHeadersPolicy' && ref === id,
  );
  if (found === undefined) throw new AssemblyError(`the local edge knows no response headers policy ${id}`);
  const parsed = policySchema.safeParse(found.properties['ResponseHeadersPolicyConfig']);
  if (!parsed.success)
    throw new AssemblyError(`the local edge cannot send these headers:\n${z.prettifyError(parsed.error)}`, {
      logicalId: found.logicalId,
    });
  return applying(parsed.data);
}

function applying(policy: Policy): ResponseHeaders {
  const added = [...securityHeaders(policy), ...customHeaders(policy)];
  const removed = new Set(policy.RemoveHeadersConfig.Items.map(({ Header }) => Header.toLowerCase()));
  return (headers) => {
    const kept = Object.entries(headers).filter(([name]) => !removed.has(name));
    const result: Record<string, readonly string[]> = Object.fromEntries(kept);
    for (const { name, value, override } of added) {
      if (override || result[name] === undefined) result[name] = [value];
    }
    return result;
  };
}

const customHeaders = ({ CustomHeadersConfig }: Policy): PolicyHeader[] =>
  CustomHeadersConfig.Items.map(({ Header, Value, Override }) => ({
    name: Header.toLowerCase(),
    value: Value,
    override: Override,
  }));

function securityHeaders({ SecurityHeadersConfig: config }: Policy): PolicyHeader[] {
  const header = <T extends { Override: boolean }>(
    name: string,
    settings: T | undefined,
    valueOf: (settings: T) => string,
  ): PolicyHeader[] =>
    settings === undefined ? [] : [{ name, value: valueOf(settings), override: settings.Override }];
  return [
    ...header('content-security-policy', config.ContentSecurityPolicy, (each) => each.ContentSecurityPolicy),
    ...header('x-content-type-options', config.ContentTypeOptions, () => 'nosniff'),
    ...header('x-frame-options', config.FrameOptions, (each) => each.FrameOption),
    ...header('referrer-policy', config.ReferrerPolicy, (each) => each.ReferrerPolicy),
    ...header('strict-transport-security', config.StrictTransportSecurity, (each) =>
      [
        `max-age=${each.AccessControlMaxAgeSec}`,
        ...(each.IncludeSubdomains ? ['includeSubDomains'] : []),
        ...(each.Preload ? ['preload'] : []),
      ].join('; '),
    ),
  ];
}
