import * as z from 'zod';
import { type ProblemCode } from '../../../lambdas/shared/http/problem';
import { type RouteDescription } from '../model';
import { type ProblemDescription } from './description';
import { functionProblem } from './of-functions';
import { gatewayProblem, type GatewayProblem } from './of-gateway';

/** Names a problem in the document: `out_of_stock` is `OutOfStock`. */
type ProblemName = string;

/** A problem under its name in the document. */
export interface NamedProblem extends ProblemDescription {
  readonly name: ProblemName;
}

const pascalCase = (code: string): string =>
  code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

const ofFunction = (code: ProblemCode): NamedProblem => ({
  name: pascalCase(code),
  ...functionProblem(code),
});

const ofGateway = (name: GatewayProblem): NamedProblem => ({ name, ...gatewayProblem(name) });

/** What API Gateway and the functions' common middleware can answer on each route. */
const EVERYWHERE: readonly NamedProblem[] = [
  ofGateway('BadRequest'),
  { ...ofGateway('BadRequest'), status: '4XX' },
  // Of a request that should have no body, too: API Gateway and Lambda look at its size only.
  ofFunction('request_too_large'),
  ofGateway('Throttled'),
  ofFunction('internal_error'),
  ofGateway('BadGateway'),
  ofFunction('timeout'),
  ofGateway('GatewayTimeout'),
];

const OF_SIGNED: readonly NamedProblem[] = (
  ['MissingAuthentication', 'AccessDenied', 'InvalidCallSignature', 'ExpiredToken'] as const
).map(ofGateway);

const OF_BODIES: readonly NamedProblem[] = (['invalid_request', 'unsupported_media_type'] as const).map(
  ofFunction,
);

/** The answer to a path or method that is not there. */
export const UNKNOWN_ROUTE = ofGateway('MissingAuthentication');

/** All problems that a route can answer; its own come first. */
export function problemsOf({ problems, security, body }: RouteDescription): readonly NamedProblem[] {
  const all = [
    ...problems.map(ofFunction),
    ...(body === undefined ? [] : OF_BODIES),
    ...(security === 'operator' ? OF_SIGNED : []),
    ...EVERYWHERE,
  ];
  return [...new Map(all.map((problem) => [`${problem.status} ${problem.name}`, problem])).values()];
}

/** Schema of a problem's body (RFC 9457). */
export function problemSchema(problem: NamedProblem): z.ZodType {
  const { name, code, advice, members = {} } = problem;
  return z
    .object({
      type: z.literal('about:blank'),
      title: z.string().describe('Says the same for every problem with this code'),
      ...statusMember(problem),
      code: z.literal(code),
      detail: z.string().optional().describe('For people: what was wrong here'),
      ...members,
    })
    .describe(advice)
    .meta({ id: name });
}

function statusMember({ status, statesStatus = 'always' }: NamedProblem): z.ZodRawShape {
  if (statesStatus === 'never') return {};
  const literal = z.literal(status);
  return { status: statesStatus === 'always' ? literal : literal.optional() };
}

/** An example of a problem's body. */
export function problemExample({
  code,
  status,
  statesStatus,
  title,
  example,
}: NamedProblem): Record<string, unknown> {
  return {
    type: 'about:blank',
    title,
    ...(statesStatus === 'never' ? {} : { status }),
    code,
    ...example,
  };
}
