import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { type Route } from './api';
import { headerValue, type GatewayRequest } from './request';
import { type MatchedRoute } from './routing';

/** Whether a request meets its method's request validator. */
export type Validation =
  | { readonly kind: 'valid' }
  | {
      readonly kind: 'refused';
      readonly type: 'BAD_REQUEST_BODY' | 'BAD_REQUEST_PARAMETERS';
      readonly message: string;
      /** `$context.error.validationErrorString`: what exactly does not fit. */
      readonly details?: string;
    };

const LIMITS = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const;

/**
 * API Gateway's models are JSON schema draft 4, Ajv's draft 7. They differ for what a model may hold in
 * `exclusiveMinimum: true` beside `minimum`, which became a number, in `id`, and in the name of the draft.
 */
function fromDraft4(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(fromDraft4);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $schema: _draft, ...given } = schema as Record<string, unknown>;
  const entries = Object.entries(given).map(([name, value]) => [name, fromDraft4(value)]);
  const converted = Object.fromEntries(entries) as Record<string, unknown>;
  for (const [exclusive, inclusive] of LIMITS) {
    if (typeof given[exclusive] !== 'boolean') continue;
    delete converted[exclusive];
    if (given[exclusive] && inclusive in converted) {
      converted[exclusive] = converted[inclusive];
      delete converted[inclusive];
    }
  }
  return converted;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

/** The two commonest in API Gateway's own words, the others in Ajv's. */
function describe(error: ErrorObject): string {
  const parameters = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return `object has missing required properties (["${String(parameters['missingProperty'])}"])`;
    case 'type': {
      const allowed = [parameters['type']].flat().map(String).join('","');
      return `instance type (${typeName(error.data)}) does not match any allowed primitive type (allowed: ["${allowed}"])`;
    }
    default:
      return `${error.instancePath || 'the body'} ${error.message ?? 'is not valid'}`;
  }
}

function parameterPresent(name: string, request: GatewayRequest, match: MatchedRoute): boolean {
  const [, kind, key] = /^method\.request\.(header|querystring|path)\.(.+)$/.exec(name) ?? [];
  if (key === undefined) return true;
  if (kind === 'path') return (match.pathParameters[key] ?? '') !== '';
  const value = kind === 'header' ? headerValue(request, key) : new URLSearchParams(request.query).get(key);
  return (value ?? '').trim() !== '';
}

/** Checks requests against the models of the API's methods; schemas are compiled once. */
export class RequestValidation {
  private readonly ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
  private readonly compiled = new Map<unknown, ValidateFunction>();

  /** Parameters first, then the body, as API Gateway does. */
  check(request: GatewayRequest, match: MatchedRoute): Validation {
    const missing = match.route.requiredParameters
      .filter((name) => !parameterPresent(name, request, match))
      .map((name) => name.split('.').slice(3).join('.'));
    if (missing.length > 0) {
      const message = `Missing required request parameters: [${missing.join(', ')}]`;
      return { kind: 'refused', type: 'BAD_REQUEST_PARAMETERS', message };
    }
    const schema = this.schemaFor(match.route, request);
    return schema === undefined ? { kind: 'valid' } : this.checkBody(request.body.toString('utf8'), schema);
  }

  /**
   * A model belongs to a content type: one without a model is not validated, `$default` stands for all, and a
   * request that names none counts as JSON.
   */
  private schemaFor(route: Route, request: GatewayRequest): unknown {
    const header = headerValue(request, 'content-type') ?? 'application/json';
    const contentType = header.split(';')[0]?.trim().toLowerCase() ?? '';
    return route.bodySchemas.get(contentType) ?? route.bodySchemas.get('$default');
  }

  private checkBody(text: string, schema: unknown): Validation {
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return badBody(['could not parse the body as JSON']);
    }
    const validate = this.compile(schema);
    return validate(body) ? { kind: 'valid' } : badBody((validate.errors ?? []).map(describe));
  }

  private compile(schema: unknown): ValidateFunction {
    const known = this.compiled.get(schema);
    if (known !== undefined) return known;
    const validate = this.ajv.compile(fromDraft4(schema) as object);
    this.compiled.set(schema, validate);
    return validate;
  }
}

function badBody(problems: readonly string[]): Validation {
  return {
    kind: 'refused',
    type: 'BAD_REQUEST_BODY',
    message: 'Invalid request body',
    details: `[${problems.join(', ')}]`,
  };
}
