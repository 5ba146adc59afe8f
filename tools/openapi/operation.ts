import type * as z from 'zod';
import { groupBy } from '../group-by';
import { headersOf } from './headers';
import { idOf, schemaRef } from './json-schema';
import { type Answer, type RouteDescription } from './model';
import { parameterObject } from './parameters';
import { problemsOf, type NamedProblem } from './problems/problems';
import { problemContent, responseName } from './responses';

const SECURITY = { operator: [{ operatorSignature: [] }], order: [{ orderToken: [] }] } as const;

/** One operation of the document. */
export function operationObject(route: RouteDescription): Record<string, unknown> {
  const { operationId, tag, summary, description, parameters = [], security } = route;
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    security: security === undefined ? [] : SECURITY[security],
    ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameterObject) }),
    ...requestBody(route),
    responses: responses(route),
  };
}

/** Schemas that the bodies of a route are made of. */
export function schemasOf({ body, answers }: RouteDescription): z.ZodType[] {
  const sent = body === undefined ? [] : [body.kind === 'json' ? body.schema : body.row];
  return [...sent, ...answers.map(({ schema }) => schema)];
}

function requestBody({ body }: RouteDescription): { requestBody?: unknown } {
  if (body === undefined) return {};
  const content = body.kind === 'json' ? jsonContent(body) : rowsContent(body);
  const required = body.kind === 'rows' || (body.required ?? true);
  return { requestBody: { description: body.description, required, content } };
}

function jsonContent({ schema, examples }: Extract<RouteDescription['body'], { kind: 'json' }>) {
  const named = Object.entries(examples).map(([summary, value], index) => [
    `example${index + 1}`,
    { summary, value },
  ]);
  return {
    'application/json': {
      schema: schemaRef(idOf(schema)),
      examples: Object.fromEntries(named) as Record<string, unknown>,
    },
  };
}

/** OpenAPI 3.1 knows no schema for one row; `itemSchema` is what 3.2 calls it. */
function rowsContent({ row, examples }: Extract<RouteDescription['body'], { kind: 'rows' }>) {
  return Object.fromEntries(
    Object.entries(examples).map(([type, example]) => [
      type,
      { schema: { type: 'string' }, 'x-itemSchema': schemaRef(idOf(row)), example },
    ]),
  );
}

/** Answers and problems by status. */
function responses(route: RouteDescription): Record<string, unknown> {
  const problems = groupBy(problemsOf(route), ({ status }) => String(status));
  const answers = new Map(route.answers.map((answer) => [String(answer.status), answer]));
  const statuses = [...new Set([...answers.keys(), ...problems.keys()])].sort();
  const entries = statuses.map((status) => [
    status,
    response(answers.get(status), problems.get(status) ?? []),
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function response(answer: Answer | undefined, problems: readonly NamedProblem[]): unknown {
  if (answer === undefined) return { $ref: `#/components/responses/${responseName(problems)}` };
  const { description, schema, example, headers = [] } = answer;
  return {
    description,
    headers: headersOf([...headers, ...(problems.length === 0 ? [] : (['Retry-After?'] as const))]),
    content: {
      'application/json': { schema: schemaRef(idOf(schema)), example },
      ...(problems.length === 0 ? {} : problemContent(problems)),
    },
  };
}
