import { version } from '../../package.json';
import { groupBy } from '../group-by';
import { headerComponents } from './headers';
import { namedSchemas } from './json-schema';
import { type RouteDescription } from './model';
import { operationObject, schemasOf } from './operation';
import { type NamedProblem, problemSchema, problemsOf, UNKNOWN_ROUTE } from './problems/problems';
import { problemResponse, responseName } from './responses';
import { INFO, SECURITY_SCHEMES, SERVERS, TAGS } from './texts';

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = Readonly<Record<string, unknown>>;

/** The document of these routes. */
export function openApiDocument(routes: readonly RouteDescription[]): OpenApiDocument {
  return {
    openapi: '3.1.1',
    info: { ...INFO, version },
    servers: SERVERS,
    tags: TAGS.filter(({ name }) => routes.some(({ tag }) => tag === name)),
    paths: paths(routes),
    components: {
      securitySchemes: SECURITY_SCHEMES,
      headers: headerComponents(),
      responses: sharedResponses(routes),
      schemas: schemas(routes),
    },
  };
}

function paths(routes: readonly RouteDescription[]): Record<string, unknown> {
  const byPath = groupBy(routes, ({ path }) => path);
  const items = [...byPath].map(([path, described]) => [
    path,
    Object.fromEntries(described.map((route) => [route.method.toLowerCase(), operationObject(route)])),
  ]);
  return Object.fromEntries(items) as Record<string, unknown>;
}

/** Answers that are problems, each written once; also the one for what is no route at all. */
function sharedResponses(routes: readonly RouteDescription[]): Record<string, unknown> {
  const lists: (readonly NamedProblem[])[] = [[UNKNOWN_ROUTE], ...routes.flatMap(problemsByStatus)];
  const byName = new Map(lists.map((problems) => [responseName(problems), problemResponse(problems)]));
  return Object.fromEntries([...byName].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Problems of a route under each status at which it answers nothing else. */
function problemsByStatus(route: RouteDescription): (readonly NamedProblem[])[] {
  const byStatus = groupBy(problemsOf(route), ({ status }) => status);
  return [...byStatus]
    .filter(([status]) => !route.answers.some((answer) => answer.status === status))
    .map(([, problems]) => problems);
}

function schemas(routes: readonly RouteDescription[]): Record<string, unknown> {
  const problems = new Map([UNKNOWN_ROUTE, ...routes.flatMap(problemsOf)].map((one) => [one.name, one]));
  const bodies = new Set(routes.flatMap(schemasOf));
  return namedSchemas([...bodies, ...[...problems.values()].map(problemSchema)]);
}
