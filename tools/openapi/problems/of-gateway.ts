import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import { PROBLEM_RESPONSES } from '../../../lib/region/problem-responses';
import { type Advice, type ProblemDescription } from './description';

const SIGN = 'Sign the call with SigV4 (service `execute-api`, the name of the Region that is called)';

/** API Gateway's answers that are not also those of a function. Keys become names in the document. */
const CASES = {
  BadRequest: {
    type: ResponseType.DEFAULT_4XX,
    status: 400,
    advice:
      'API Gateway could make nothing of the request. Check that it is well-formed HTTP, with at most 10,240 bytes of request line and headers.',
    statesStatus: 'never',
  },
  MissingAuthentication: {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    advice: `${SIGN}, or correct path and method: unknown routes are answered in the same way.`,
  },
  AccessDenied: {
    type: ResponseType.ACCESS_DENIED,
    advice: 'The principal needs the permission `execute-api:Invoke` for this route.',
  },
  InvalidCallSignature: {
    type: ResponseType.INVALID_SIGNATURE,
    advice: `${SIGN}, over exactly what is sent, with a key that is still active.`,
  },
  ExpiredToken: {
    type: ResponseType.EXPIRED_TOKEN,
    advice: 'Sign again: a signature is good for five minutes, and temporary keys end.',
  },
  Throttled: {
    type: ResponseType.THROTTLED,
    advice: 'Wait for `Retry-After` and a random while, then send the same request again.',
    headers: ['Retry-After'],
  },
  BadGateway: {
    type: ResponseType.DEFAULT_5XX,
    status: 502,
    advice:
      'The function ended without an answer; what was asked for may still have happened. Send the same request again, with the same `Idempotency-Key` if it has one.',
    statesStatus: 'never',
  },
  GatewayTimeout: {
    type: ResponseType.INTEGRATION_TIMEOUT,
    advice:
      'What was asked for may still happen. Send the same request again after `Retry-After`, with the same `Idempotency-Key` if it has one.',
    headers: ['Retry-After'],
  },
} as const satisfies Record<string, Advice & { type: ResponseType; status?: number }>;

/** Names of API Gateway's own problems. */
export type GatewayProblem = keyof typeof CASES;

/** A problem that API Gateway answers by itself; status, code and title come from where it is set up. */
export function gatewayProblem(name: GatewayProblem): ProblemDescription {
  const { type, ...advice }: Advice & { type: ResponseType; status?: number } = CASES[name];
  const response = PROBLEM_RESPONSES.find((candidate) => candidate.type === type);
  if (response === undefined) throw new Error(`lib/region sets no answer for ${type.responseType}`);
  const { code, title, status = 500 } = response;
  return { status, code, title, ...advice };
}
