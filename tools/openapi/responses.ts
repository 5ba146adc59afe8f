import { type HeaderName, type HeaderUse, headersOf } from './headers';
import { schemaRef } from './json-schema';
import { problemExample, type NamedProblem } from './problems/problems';

/** Routes share the answers that list the same problems; this is the name of such an answer. */
export function responseName(problems: readonly NamedProblem[]): string {
  return problems.map(({ name }) => name).join('Or');
}

/** `content` of an answer that is one of these problems; clients tell them apart by `code`. */
export function problemContent(problems: readonly NamedProblem[]): Record<string, unknown> {
  const [first, ...others] = problems;
  if (first !== undefined && others.length === 0)
    return {
      'application/problem+json': { schema: schemaRef(first.name), example: problemExample(first) },
    };
  return {
    'application/problem+json': {
      schema: { oneOf: problems.map(({ name }) => schemaRef(name)), discriminator: discriminator(problems) },
      examples: Object.fromEntries(
        problems.map((problem) => [problem.code, { summary: problem.title, value: problemExample(problem) }]),
      ),
    },
  };
}

function discriminator(problems: readonly NamedProblem[]): Record<string, unknown> {
  const mapping = problems.map(({ code, name }) => [code, `#/components/schemas/${name}`]);
  return { propertyName: 'code', mapping: Object.fromEntries(mapping) as Record<string, string> };
}

/** The answer that is one of these problems. */
export function problemResponse(problems: readonly NamedProblem[]): Record<string, unknown> {
  return {
    description: problems.map(({ code, advice }) => `\`${code}\`: ${advice}`).join('\n\n'),
    headers: headersOf(headersOfAll(problems)),
    content: problemContent(problems),
  };
}

/** A header that only some of the problems have may be missing. */
function headersOfAll(problems: readonly NamedProblem[]): HeaderUse[] {
  const names = [...new Set(problems.flatMap(({ headers = [] }) => headers))];
  const have = (name: HeaderUse) => problems.every(({ headers = [] }) => headers.includes(name));
  return names.map((name) => (have(name) || name.endsWith('?') ? name : (`${name as HeaderName}?` as const)));
}
