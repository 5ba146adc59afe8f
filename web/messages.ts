import { type Answer } from './api/call';
import { type Problem } from './api/problem';
import { type Message, texts } from './texts';

type Code = keyof typeof texts.problems;

const isKnown = (code: string): code is Code => Object.hasOwn(texts.problems, code);

/** What a shopper is told of a problem: by its code, or else by the kind of its status. */
export function messageFor({ code, status }: Pick<Problem, 'code' | 'status'>): Message {
  if (code !== 'unknown' && isKnown(code)) return texts.problems[code];
  if (status === 403) return texts.problems.forbidden;
  if (status === 413) return texts.problems.request_too_large;
  if (status === 429) return texts.problems.throttled;
  // The edge's own: it could not reach a Region.
  if (status >= 502 && status <= 504) return texts.problems.store_unavailable;
  if (status >= 500) return texts.problems.internal_error;
  return texts.problems.unknown;
}

/** What a shopper is told of an answer that is no success. */
export const messageForAnswer = (answer: Exclude<Answer<unknown>, { kind: 'ok' }>): Message =>
  answer.kind === 'unreachable' ? texts.problems.unreachable : messageFor(answer.problem);

/** What a shopper is told of a part of a page that the shop left out. */
export function messageForDegraded(part: string): string {
  const { other, ...known } = texts.degraded;
  return Object.hasOwn(known, part) ? known[part as keyof typeof known] : other(part);
}
