import { type ProblemCode } from '../../lambdas/shared/http/problem';
import type * as z from 'zod';
import { type HeaderUse } from './headers';

/** What the routes are grouped by. */
export type TagName =
  | 'Products'
  | 'Carts'
  | 'Orders'
  | 'Payments'
  | 'Health'
  | 'Catalogue'
  | 'Stock'
  | 'Operations';

/** A parameter in the path, the query or a header. */
export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly description: string;
  readonly schema: z.ZodType;
  /** `output` where text becomes something else, and clients should know that: a number. @default 'input' */
  readonly io?: 'input' | 'output';
  /** @default true in paths, false elsewhere */
  readonly required?: boolean;
  readonly example?: unknown;
}

/** A body that is one JSON value. */
export interface JsonBody {
  readonly kind: 'json';
  readonly description: string;
  /** Has an id. */
  readonly schema: z.ZodType;
  /** By name, which tells a reader what it shows. */
  readonly examples: Readonly<Record<string, unknown>>;
  /** @default true */
  readonly required?: boolean;
}

/** A body of one row a line. */
export interface RowsBody {
  readonly kind: 'rows';
  readonly description: string;
  /** What each row holds; has an id. */
  readonly row: z.ZodType;
  /** Text by media type. */
  readonly examples: Readonly<Record<string, string>>;
}

/** An answer that is not a problem. */
export interface Answer {
  readonly status: 200 | 201 | 202 | 503;
  /** When it comes, and what a client does with it. */
  readonly description: string;
  /** Has an id. */
  readonly schema: z.ZodType;
  readonly example: unknown;
  /** Beside those that every answer has. @default none */
  readonly headers?: readonly HeaderUse[];
}

/** One method on one path as the document describes it. */
export interface RouteDescription {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  /** A name for functions that generators make of it. */
  readonly operationId: string;
  readonly tag: TagName;
  readonly summary: string;
  readonly description: string;
  /** `operator`: signed with SigV4; `order`: the order's token. @default anybody may call */
  readonly security?: 'operator' | 'order';
  readonly parameters?: readonly Parameter[];
  readonly body?: JsonBody | RowsBody;
  readonly answers: readonly Answer[];
  /** What its function refuses or fails with, beside what every route can answer (problems.ts). */
  readonly problems: readonly ProblemCode[];
}
