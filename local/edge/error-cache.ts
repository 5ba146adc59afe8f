import { buffer } from 'node:stream/consumers';
import { type EdgeAnswer, headerOf } from './message';

/** For how many seconds an error of a status is kept at least. */
export type ErrorSeconds = (status: number) => number;

/** What holds where a distribution says nothing of a status. */
const DEFAULT_SECONDS = 10;

/**
 * Errors that CloudFront keeps whatever the origin says ("How CloudFront processes HTTP 4xx and 5xx status codes from
 * your origin", developer guide). The others it keeps only for a time that the origin names, which is not played here.
 */
const KEPT = [404, 405, 410, 414, 500, 501, 502, 503, 504];

/** Those of them that it does not keep when the origin forbids it ("Control how long CloudFront caches errors"). */
const OBEYING = [404, 410, 414, 501];
const FORBIDDEN = /no-store|no-cache|private/;

interface Kept {
  readonly answer: EdgeAnswer;
  readonly untilMs: number;
}

/** Reads what a distribution says of errors. */
export function errorSeconds(
  entries: readonly { readonly ErrorCode: number; readonly ErrorCachingMinTTL: number }[],
): ErrorSeconds {
  const named = new Map(entries.map(({ ErrorCode, ErrorCachingMinTTL }) => [ErrorCode, ErrorCachingMinTTL]));
  return (status) => named.get(status) ?? DEFAULT_SECONDS;
}

/** The errors that CloudFront keeps, and gives to whoever asks for the same, wherever the function would send them. */
export class ErrorCache {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly seconds: ErrorSeconds,
    private readonly nowMs: () => number,
  ) {}

  /** The error that is kept under a key, if its time is not over. */
  get(key: string): EdgeAnswer | undefined {
    const kept = this.kept.get(key);
    return kept !== undefined && kept.untilMs > this.nowMs() ? kept.answer : undefined;
  }

  /** Keeps an origin's answer if CloudFront would; returns the answer, which can be sent once more if it is kept. */
  async keep(key: string, answer: EdgeAnswer): Promise<EdgeAnswer> {
    const seconds = this.secondsOf(answer);
    if (seconds === 0) return answer;
    const body = Buffer.isBuffer(answer.body) ? answer.body : await buffer(answer.body);
    const whole = { ...answer, body };
    this.kept.set(key, { answer: whole, untilMs: this.nowMs() + seconds * 1_000 });
    return whole;
  }

  private secondsOf({ status, headers }: EdgeAnswer): number {
    if (!KEPT.includes(status)) return 0;
    if (OBEYING.includes(status) && FORBIDDEN.test(headerOf(headers, 'cache-control') ?? '')) return 0;
    return this.seconds(status);
  }
}
