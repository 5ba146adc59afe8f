import * as fc from 'fast-check';
import { type RawRequest } from '../../../support/raw-http';
import { describeRequest } from './describe-request';
import { BREAK } from './breaks';
import { type Break, type Draft, requestOf } from './draft';
import { type Operation } from './operations';
import { signedByOperator, signedByProvider } from './signing';

/** A request that can be sent, signed anew each time. */
export interface Case {
  readonly operation: Operation;
  /** As the wire has it at this time. */
  readonly request: (now: Date) => RawRequest;
  /** What fast-check shows of it. */
  readonly [fc.toStringMethod]: () => string;
}

/** A draft with all that is wrong with it. */
export function caseOf(draft: Draft, breaks: readonly Break[] = []): Case {
  const broken = breaks.reduce((one, { draft: change }) => change?.(one) ?? one, draft);
  const request = breaks.reduce((one, { bytes: change }) => change?.(one) ?? one, requestOf(broken));
  return {
    operation: draft.operation,
    request: (now) => signed(draft.operation, request, now),
    [fc.toStringMethod]: () => describeRequest(request),
  };
}

/** Whoever breaks a request signs what they made of it, so that it gets as far as it can. */
function signed({ security }: Operation, request: RawRequest, now: Date): RawRequest {
  if (request.headers.some(([name]) => name === 'Stripe-Signature')) return signedByProvider(request, now);
  return security === 'operator' ? signedByOperator(request, now) : request;
}

/** Requests of which one to three things are wrong. */
export const brokenCases = (valid: fc.Arbitrary<Draft>): fc.Arbitrary<Case> =>
  fc
    .tuple(valid, fc.array(BREAK, { minLength: 1, maxLength: 3 }))
    .map(([draft, breaks]) => caseOf(draft, breaks));
