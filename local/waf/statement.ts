import { type InspectedRequest } from './inspected-request';
import { type ByteMatch, type Statement } from './schema';
import { TRANSFORMATIONS } from './text-transformations';

/** Whether a request is one that a statement is about. */
export type RequestMatcher = (request: InspectedRequest) => boolean;

/** Makes a statement of a web ACL's rule ready to be asked. */
export function requestMatcher(statement: Statement): RequestMatcher {
  const { ByteMatchStatement, NotStatement, AndStatement, OrStatement } = statement;
  if (ByteMatchStatement !== undefined) return byteMatcher(ByteMatchStatement);
  if (NotStatement !== undefined) {
    const matches = requestMatcher(NotStatement.Statement);
    return (request) => !matches(request);
  }
  const matchers = (AndStatement ?? OrStatement)?.Statements.map(requestMatcher) ?? [];
  return AndStatement === undefined
    ? (request) => matchers.some((matches) => matches(request))
    : (request) => matchers.every((matches) => matches(request));
}

type Comparison = (text: string, wanted: string) => boolean;

const COMPARISONS: Readonly<Record<ByteMatch['PositionalConstraint'], Comparison>> = {
  EXACTLY: (text, wanted) => text === wanted,
  STARTS_WITH: (text, wanted) => text.startsWith(wanted),
  ENDS_WITH: (text, wanted) => text.endsWith(wanted),
  CONTAINS: (text, wanted) => text.includes(wanted),
};

/** A header that is not there matches nothing. */
function byteMatcher(match: ByteMatch): RequestMatcher {
  const part = partOf(match.FieldToMatch);
  const transformations = [...match.TextTransformations]
    .sort((left, right) => left.Priority - right.Priority)
    .map(({ Type }) => TRANSFORMATIONS[Type]);
  const compare = COMPARISONS[match.PositionalConstraint];
  return (request) => {
    const found = part(request);
    if (found === undefined) return false;
    const text = transformations.reduce((each, transform) => transform?.(each) ?? each, found);
    return compare(text, match.SearchString);
  };
}

function partOf(field: ByteMatch['FieldToMatch']): (request: InspectedRequest) => string | undefined {
  if ('Method' in field) return ({ method }) => method;
  if ('UriPath' in field) return ({ path }) => path;
  if ('QueryString' in field) return ({ query }) => query;
  const name = field.SingleHeader.Name.toLowerCase();
  return ({ header }) => header(name);
}
