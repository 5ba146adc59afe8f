import { z } from 'zod';
import { AssemblyError } from '../assembly/assembly-error';
import { type RegionTemplate, type Resource } from '../types';
import { type InspectedRequest } from './inspected-request';
import { rateMatcher } from './rate-rule';
import {
  type Action,
  type Block,
  rateSchema,
  type ruleSchema,
  statementSchema,
  webAclSchema,
} from './schema';
import { type RequestMatcher, requestMatcher } from './statement';

/** The answer that a rule gives to what it blocks. */
export interface BlockAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a web ACL makes of a request. */
export type Verdict =
  | { readonly kind: 'allowed' }
  /** `answer` is undefined where the guarded service answers as it does by default, with 403. */
  | { readonly kind: 'blocked'; readonly rule: string; readonly answer: BlockAnswer | undefined };

/** The rules of one web ACL. */
export interface WebAcl {
  /** Asks the rules in their order, rule groups apart. */
  inspect(request: InspectedRequest): Verdict;
}

const RULE_GROUPS = ['ManagedRuleGroupStatement', 'RuleGroupReferenceStatement'];

type AclProperties = z.infer<typeof webAclSchema>;
type RuleProperties = z.infer<typeof ruleSchema>;

/** The web ACL that guards a resource of a region by an association, if any. */
export function associatedWebAcl(
  template: RegionTemplate,
  resourceArn: string,
  now: () => Date,
): WebAcl | undefined {
  const association = template.resources.find(
    ({ type, properties }) =>
      type === 'AWS::WAFv2::WebACLAssociation' && properties['ResourceArn'] === resourceArn,
  );
  if (association === undefined) return undefined;
  return webAclByArn(template, String(association.properties['WebACLArn']), now);
}

/**
 * Reads a web ACL of a region.
 *
 * @throws AssemblyError where it is not there, or has what is neither evaluated nor listed here
 */
export function webAclByArn(template: RegionTemplate, arn: string, now: () => Date): WebAcl {
  const resource = template.resources.find(
    ({ type, arn: each }) => type === 'AWS::WAFv2::WebACL' && each === arn,
  );
  if (resource === undefined) throw new AssemblyError(`there is no web ACL ${arn} in ${template.region}`);
  return readWebAcl(resource, now);
}

/** Names of the rules of all web ACLs that are rule groups, AWS's own most likely, which nothing here evaluates. */
export function ruleGroupsOf(templates: readonly RegionTemplate[]): string[] {
  const acls = templates.flatMap(({ resources }) =>
    resources.filter(({ type }) => type === 'AWS::WAFv2::WebACL'),
  );
  const rules = acls.flatMap((acl) => parse(webAclSchema, acl.properties, acl).Rules);
  return [...new Set(rules.filter(isGroup).map(({ Name }) => Name))];
}

function readWebAcl(resource: Resource, now: () => Date): WebAcl {
  const acl = parse(webAclSchema, resource.properties, resource);
  const rules = acl.Rules.filter((rule) => !isGroup(rule))
    .sort((left, right) => left.Priority - right.Priority)
    .map((rule) => ready(rule, resource, now));
  return {
    inspect: (request) => {
      for (const { name, matches, action } of rules) {
        if (!matches(request) || 'Count' in action) continue;
        return 'Allow' in action ? { kind: 'allowed' } : blocked(name, action.Block, acl);
      }
      const { DefaultAction } = acl;
      return 'Allow' in DefaultAction ? { kind: 'allowed' } : blocked('default', DefaultAction.Block, acl);
    },
  };
}

const isGroup = ({ Statement }: RuleProperties): boolean =>
  Object.keys(Statement).some((kind) => RULE_GROUPS.includes(kind));

interface ReadyRule {
  readonly name: string;
  readonly matches: RequestMatcher;
  readonly action: Action;
}

function ready({ Name, Statement, Action }: RuleProperties, resource: Resource, now: () => Date): ReadyRule {
  if (Action === undefined)
    throw new AssemblyError(`rule ${Name} has no action that is known here`, {
      logicalId: resource.logicalId,
    });
  const { RateBasedStatement } = Statement;
  const matches =
    RateBasedStatement === undefined
      ? requestMatcher(parse(statementSchema, Statement, resource))
      : rateMatcher(parse(rateSchema, RateBasedStatement, resource), now);
  return { name: Name, matches, action: Action };
}

function parse<T>(schema: z.ZodType<T>, value: unknown, { logicalId }: Resource): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AssemblyError(`the local cloud cannot evaluate these rules:\n${z.prettifyError(parsed.error)}`, {
    logicalId,
  });
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  APPLICATION_JSON: 'application/json',
  TEXT_HTML: 'text/html',
  TEXT_PLAIN: 'text/plain',
};

function blocked(rule: string, { CustomResponse: custom }: Block, acl: AclProperties): Verdict {
  if (custom === undefined) return { kind: 'blocked', rule, answer: undefined };
  const body = acl.CustomResponseBodies[custom.CustomResponseBodyKey ?? ''];
  const headers = custom.ResponseHeaders.map(({ Name, Value }) => [Name.toLowerCase(), Value] as const);
  return {
    kind: 'blocked',
    rule,
    answer: {
      status: custom.ResponseCode,
      headers: {
        ...(body === undefined ? {} : { 'content-type': CONTENT_TYPES[body.ContentType] ?? 'text/plain' }),
        ...Object.fromEntries(headers),
      },
      body: Buffer.from(body?.Content ?? ''),
    },
  };
}
