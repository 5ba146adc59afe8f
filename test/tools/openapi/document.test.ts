import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { ROUTES } from '../../../lib/region/routes';
import { OPENAPI_FILE, openApiText } from '../../../tools/openapi/file';
import { readDocument, resolve } from '../../support/contract/document';

const document = readDocument();

/** `POST /v1/orders`, with `signed` behind it for operators' routes. */
const routeNames = (routes: readonly { method: string; path: string; signed?: boolean }[]): string[] =>
  routes.map(({ method, path, signed }) => `${method} ${path}${signed === true ? ' signed' : ''}`).sort();

const describedRoutes = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, { security }]) => ({
    method: method.toUpperCase(),
    path,
    signed: security.some((scheme) => 'operatorSignature' in scheme),
  })),
);

test('openapi.yaml is what `npm run openapi` writes', () => {
  expect(readFileSync(OPENAPI_FILE, 'utf8')).toBe(openApiText());
});

test('it is a valid OpenAPI 3.1 document', async () => {
  const text = readFileSync(OPENAPI_FILE, 'utf8');
  expect(await new Validator().validate(parse(text) as Record<string, unknown>)).toEqual({ valid: true });
});

test('it describes every route of the API, and no other, with who may call it', () => {
  expect(routeNames(describedRoutes)).toEqual(routeNames(ROUTES));
});

test('it requires the headers that API Gateway requires', () => {
  for (const { method, path, requiredHeaders = [] } of ROUTES) {
    const operation = document.paths[path]?.[method.toLowerCase()] as unknown as {
      parameters?: { in: string; name: string; required: boolean }[];
    };
    const required = (operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'header' && parameter.required)
      .map(({ name }) => name);
    expect(required).toEqual(requiredHeaders);
  }
});

test('it has a parameter for each part of a path that varies', () => {
  for (const [path, operations] of Object.entries(document.paths))
    for (const operation of Object.values(operations)) {
      const { parameters = [] } = operation as { parameters?: { in: string; name: string }[] };
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => `{${name}}`);
      expect(inPath).toEqual(path.match(/\{\w+\}/g) ?? []);
    }
});

/** Every object in the document that has a schema and examples beside it. */
function* examples(node: unknown, path = ''): Generator<{ path: string; schema: unknown; value: unknown }> {
  if (typeof node !== 'object' || node === null) return;
  const { schema, example, examples: several = {} } = node as Record<string, unknown>;
  if (schema !== undefined && example !== undefined) yield { path, schema, value: example };
  if (schema !== undefined)
    for (const [name, { value }] of Object.entries(several as Record<string, { value: unknown }>))
      yield { path: `${path}/${name}`, schema, value };
  for (const [key, child] of Object.entries(node))
    if (key !== 'schema') yield* examples(child, `${path}/${key}`);
}

test('every example fits its schema', () => {
  const ajv = addFormats(new Ajv2020({ strict: false }));
  ajv.addSchema(document, 'openapi.yaml');
  const all = [...examples(document)];
  expect(all.length).toBeGreaterThan(50);
  for (const { path, schema, value } of all) {
    const absolute = JSON.stringify(schema).replaceAll('"#/', '"openapi.yaml#/');
    const validate = ajv.compile(JSON.parse(absolute) as object);
    expect([path, validate(value), validate.errors]).toEqual([path, true, null]);
  }
});

test('every answer says what to do, and whom to ask about it', () => {
  for (const operations of Object.values(document.paths))
    for (const { responses } of Object.values(operations))
      for (const named of Object.values(responses)) {
        const { description, headers } = resolve(document, named);
        expect(description.length).toBeGreaterThan(15);
        expect(Object.keys(headers)).toEqual(expect.arrayContaining(['x-request-id', 'x-region']));
      }
});
