import { z } from 'zod';
import { type HttpOutcome, type UnreachableReason } from './http';

/** RFC 9457 problem of the contract; `code` is stable, extension members stand beside it. */
export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  /** The whole body, extension members included, for example `lines` of out_of_stock. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** What a call to the contract came to. Only the first kind is what the caller asked for. */
export type Answer<T> =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly body: T;
      /** The header Idempotency-Replayed: this order existed already. */
      readonly replayed: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly problem: Problem;
      /** The header Retry-After in milliseconds, null without one. */
      readonly retryAfterMs: number | null;
    }
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason; readonly message: string }
  /** A success whose body is not what the contract says: the address may be another server's. */
  | { readonly kind: 'unintelligible'; readonly status: number; readonly message: string };

/** Turns what came over the wire into an {@link Answer}; `schema` describes a success's body. */
export function toAnswer<T>(outcome: HttpOutcome, schema: z.ZodType<T>, now: Date): Answer<T> {
  if (outcome.kind === 'unreachable') return outcome;
  const { status, headers } = outcome;
  const body = parseJson(outcome.body);
  if (status >= 400) {
    const problem = toProblem(status, body);
    return { kind: 'refused', status, problem, retryAfterMs: retryAfterMs(headers['retry-after'], now) };
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) return { kind: 'unintelligible', status, message: z.prettifyError(parsed.error) };
  return {
    kind: 'answered',
    status,
    body: parsed.data,
    replayed: headers['idempotency-replayed'] === 'true',
  };
}

/** One line that tells a person why a call did not succeed. */
export function explain(answer: Exclude<Answer<unknown>, { kind: 'answered' }>): string {
  switch (answer.kind) {
    case 'unreachable':
      return answer.message;
    case 'unintelligible':
      return `status ${answer.status} with a body that is not the contract's: ${answer.message}`;
    case 'refused': {
      const { code, title, detail } = answer.problem;
      return `${answer.status} ${code}: ${detail ?? title}`;
    }
  }
}

/**
 * Retry-After (RFC 9110, section 10.2.3): seconds, or a date. Null when absent or neither.
 */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const problemBody = z.looseObject({
  code: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  message: z.string().optional(),
});

/** API Gateway's own answers may hold no code (`{"message": "Forbidden"}`): then `http_<status>`. */
function toProblem(status: number, body: unknown): Problem {
  const parsed = problemBody.safeParse(body);
  const members = parsed.success ? parsed.data : {};
  const code = members.code ?? `http_${status}`;
  return { code, title: members.title ?? members.message ?? code, detail: members.detail ?? null, members };
}
