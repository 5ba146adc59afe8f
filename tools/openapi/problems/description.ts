import type * as z from 'zod';
import { type HeaderUse } from '../headers';

/** One kind of problem, as clients are told of it. */
export interface ProblemDescription {
  readonly status: number;
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
  /** API Gateway's answer of last resort does not know its status when it is written. @default true */
  readonly statesStatus?: boolean;
}

/** The part of a description that the code does not say by itself. */
export type Advice = Omit<ProblemDescription, 'status' | 'code' | 'title'>;
