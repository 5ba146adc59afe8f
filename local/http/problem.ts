import { type ServerResponse } from 'node:http';

/** A problem+json answer (RFC 9457) of the local cloud itself, in the shape the shop's own have. */
export interface Problem {
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  readonly title: string;
  /** For people: what was wrong and what to do. */
  readonly detail: string;
  readonly [extension: string]: unknown;
}

/** Sends JSON with the given status. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(`${JSON.stringify(value)}\n`);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': body.length, ...headers })
    .end(body);
}

/** Sends a problem+json answer. */
export function sendProblem(
  response: ServerResponse,
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendJson(
    response,
    problem.status,
    { type: 'about:blank', ...problem },
    { 'content-type': 'application/problem+json', ...headers },
  );
}
