import { type ApiDocument, resolve, type Route, type Schema } from './document';
import { fieldList } from './fields';
import { escapeHtml, foldable, inlineMarkdown } from './html';

/** One problem under the status with which it comes. */
export interface Problem {
  readonly status: string;
  readonly code: string;
  readonly schema: Schema;
}

/** Members that every problem has (RFC 9457). */
const STANDARD = ['type', 'title', 'status', 'code', 'detail'];

/** All problems that a call can be answered with. */
export function problemsOf(document: ApiDocument, route: Route): Problem[] {
  return Object.entries(route.responses).flatMap(([status, given]) => {
    const media = resolve(document, given).content['application/problem+json'];
    if (media === undefined) return [];
    return (media.schema.oneOf ?? [media.schema]).map((one) => {
      const schema = resolve(document, one);
      return { status, code: String(schema.properties?.['code']?.const), schema };
    });
  });
}

const keyOf = ({ status, code }: Problem): string => `${status} ${code}`;

/** Problems that all of these routes have; they are explained once. */
export function commonProblems(document: ApiDocument, routes: readonly Route[]): Problem[] {
  const [first, ...others] = routes.map((route) => problemsOf(document, route));
  return (first ?? []).filter((problem) =>
    others.every((problems) => problems.some((other) => keyOf(other) === keyOf(problem))),
  );
}

/** `problems` without those that are explained elsewhere. */
export function without(problems: readonly Problem[], others: readonly Problem[]): Problem[] {
  const known = new Set(others.map(keyOf));
  return problems.filter((problem) => !known.has(keyOf(problem)));
}

/** Rows of a table of answers. */
export const problemRows = (document: ApiDocument, problems: readonly Problem[]): string =>
  problems.map((problem) => problemRow(document, problem)).join('');

function problemRow(document: ApiDocument, { status, code, schema }: Problem): string {
  return `<tr><th scope="row"><span class="status s${status.charAt(0)}">${status}</span> <code>${escapeHtml(code)}</code></th>
<td>${inlineMarkdown(schema.description ?? '')}${members(document, schema)}</td></tr>`;
}

function members(document: ApiDocument, schema: Schema): string {
  const fields = fieldList(document, schema, STANDARD);
  return fields === '' ? '' : foldable('Members', fields);
}
