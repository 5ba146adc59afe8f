import type * as z from 'zod';
import { type HeaderUse } from '../headers';

/** One kind of problem, as clients are told of it. */
export interface ProblemDescription {
  /** `4XX` stands for every status of its hundred that has no answer of its own. */
  readonly status: number | '4XX';
  readonly code: string;
  readonly title: string;
  /** What to do: for whoever writes a client. */
  readonly advice: string;
  /** Members beside the standard ones. @default none */
  readonly members?: z.ZodRawShape;
  /** Values of `detail` and of the members. */
  readonly example?: Readonly<Record<string, unknown>>;
  /** Headers beside those that every answer has. @default none */
  readonly headers?: readonly HeaderUse[];
  /**
   * Whether the body repeats the status: API Gateway's answers of last resort do not, since it is not known
   * when they are written. @default 'always'
   */
  readonly statesStatus?: 'always' | 'sometimes' | 'never';
}

/** The part of a description that the code does not say by itself. */
export type Advice = Omit<ProblemDescription, 'status' | 'code' | 'title'>;
