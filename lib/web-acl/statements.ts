import { type CfnWebACL } from 'aws-cdk-lib/aws-wafv2';

type Statement = CfnWebACL.StatementProperty;

/** As a server reads a path: decoded, dots and doubled slashes resolved. */
const PATH_TRANSFORMATIONS = [
  { priority: 0, type: 'URL_DECODE' },
  { priority: 1, type: 'NORMALIZE_PATH' },
];

const AS_SENT = [{ priority: 0, type: 'NONE' }];

/** Paths that hold a text, for API Gateway's stage may stand before it. */
export const pathContains = (text: string): Statement => pathMatches('CONTAINS', text);

/** Exactly this path. */
export const pathIs = (text: string): Statement => pathMatches('EXACTLY', text);

function pathMatches(positionalConstraint: 'CONTAINS' | 'EXACTLY', searchString: string): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint,
      searchString,
      textTransformations: PATH_TRANSFORMATIONS,
    },
  };
}

/** Requests of one method. */
export function methodIs(method: string): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: { method: {} },
      positionalConstraint: 'EXACTLY',
      searchString: method,
      textTransformations: AS_SENT,
    },
  };
}

/** Requests that carry a header with exactly this value. */
export function headerIs(name: string, value: string): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: { singleHeader: { Name: name } },
      positionalConstraint: 'EXACTLY',
      searchString: value,
      textTransformations: AS_SENT,
    },
  };
}

/** The opposite of a statement. */
export function not(statement: Statement): Statement {
  return { notStatement: { statement } };
}

/** All of the statements; a single one stands for itself, since AWS WAF wants at least two. */
export function allOf(statements: readonly Statement[]): Statement {
  const [first, ...others] = statements;
  if (first === undefined) throw new Error('allOf needs a statement');
  return others.length === 0 ? first : { andStatement: { statements: [first, ...others] } };
}
