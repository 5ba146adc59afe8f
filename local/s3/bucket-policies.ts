import { z } from 'zod';
import { AssemblyError } from '../assembly/assembly-error';
import { isRecord } from '../assembly/template';
import { anyOf, type Matcher, wildcard } from '../iam/wildcard';
import { type RegionTemplate, type Resource } from '../types';

/** A service of AWS that acts on behalf of one of the account's resources. */
export interface ServiceCaller {
  /** For example `cloudfront.amazonaws.com`. */
  readonly service: string;
  /** ARN of that resource. */
  readonly sourceArn: string;
}

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.unknown(),
  Action: texts,
  Resource: texts,
  Condition: z.record(z.string(), z.record(z.string(), texts)).default({}),
});

const policySchema = z.object({ Statement: z.array(statementSchema) });

type Statement = z.infer<typeof statementSchema>;

/** What the bucket policies of a region let services of AWS do. Functions are held to their roles alone. */
export class BucketPolicies {
  private readonly statements: readonly Statement[];

  constructor({ resources }: RegionTemplate) {
    this.statements = resources
      .filter(({ type }) => type === 'AWS::S3::BucketPolicy')
      .flatMap(statementsOf)
      .filter(({ Condition }) => !isAboutPlainHttp(Condition));
  }

  /** An explicit deny wins, then any allow counts, and what nobody allows is denied. */
  allow(caller: ServiceCaller, action: string, resource: string): boolean {
    const applying = this.statements.filter(
      (statement) =>
        names(statement.Principal, caller.service) &&
        matchAny(statement.Action, action) &&
        matchAny(statement.Resource, resource) &&
        holds(statement.Condition, caller),
    );
    return applying.length > 0 && applying.every(({ Effect }) => Effect === 'Allow');
  }
}

function statementsOf({ logicalId, properties }: Resource): Statement[] {
  const parsed = policySchema.safeParse(properties['PolicyDocument']);
  if (!parsed.success)
    throw new AssemblyError(`the local cloud cannot read this policy:\n${z.prettifyError(parsed.error)}`, {
      logicalId,
    });
  for (const { Condition } of parsed.data.Statement) checkCondition(Condition, logicalId);
  return parsed.data.Statement;
}

const OPERATORS: Readonly<Record<string, (values: readonly string[]) => Matcher>> = {
  ArnEquals: (values) => anyOf(values.map(wildcard)),
  ArnLike: (values) => anyOf(values.map(wildcard)),
  StringEquals: (values) => (text) => values.includes(text),
  StringLike: (values) => anyOf(values.map(wildcard)),
};

/** The only key that a service's call has here; names of keys are not case-sensitive. */
const SOURCE_ARN = 'aws:sourcearn';

/** A service reaches S3 by TLS, so what is said of plain HTTP never applies. */
const isAboutPlainHttp = (condition: Statement['Condition']): boolean =>
  condition['Bool']?.['aws:SecureTransport']?.includes('false') === true;

function checkCondition(condition: Statement['Condition'], logicalId: string): void {
  if (isAboutPlainHttp(condition)) return;
  for (const [operator, keys] of Object.entries(condition)) {
    const unknown = Object.keys(keys).filter((key) => key.toLowerCase() !== SOURCE_ARN);
    if (OPERATORS[operator] !== undefined && unknown.length === 0) continue;
    const problem = `the local cloud knows ${Object.keys(OPERATORS).join(', ')} of aws:SourceArn in bucket policies, and no ${operator} of ${Object.keys(keys).join(', ')}`;
    throw new AssemblyError(problem, { logicalId });
  }
}

function holds(condition: Statement['Condition'], { sourceArn }: ServiceCaller): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.values(keys).every((values) => OPERATORS[operator]?.(values)(sourceArn)),
  );
}

function names(principal: unknown, service: string): boolean {
  if (principal === '*') return true;
  const services = isRecord(principal) ? principal['Service'] : undefined;
  return [services].flat().includes(service);
}

const matchAny = (patterns: readonly string[], value: string): boolean =>
  patterns.some((pattern) => wildcard(pattern)(value));
