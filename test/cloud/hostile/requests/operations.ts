import { type ContractDocument, type Json, type OperationObject } from '../../../support/contract/document';
import { CannotGenerate } from './schemas';

/** A parameter as openapi.yaml has it. */
export interface ParameterObject {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Json;
  readonly example?: string;
}

/** What a media type of a body takes: one JSON value, or one row a line. */
export interface MediaObject {
  readonly schema: Json;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly 'x-itemSchema'?: Json;
}

/** Who may call an operation. */
export type Security = 'anybody' | 'order' | 'operator';

/** One method on one path, as far as requests are concerned. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** As in `/v1/products/{sku}`. */
  readonly path: string;
  readonly security: Security;
  readonly parameters: readonly ParameterObject[];
  readonly media: Readonly<Record<string, MediaObject>>;
}

type RequestPart = OperationObject & {
  readonly operationId: string;
  readonly parameters?: readonly ParameterObject[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaObject>> };
};

const SCHEMES: Readonly<Record<string, Security>> = { orderToken: 'order', operatorSignature: 'operator' };

/** Every operation of the document. Throws `CannotGenerate` for a way to authorize that is not known here. */
export function operationsOf(document: ContractDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationOf(method, path, operation as RequestPart)),
  );
}

function operationOf(method: string, path: string, operation: RequestPart): Operation {
  const { operationId: id, parameters = [], requestBody } = operation;
  const strange = parameters.find((parameter) => !['path', 'query', 'header'].includes(parameter.in));
  if (strange !== undefined) throw new CannotGenerate(`${id}: a parameter in ${strange.in}`);
  return {
    id,
    method: method.toUpperCase(),
    path,
    security: securityOf(operation),
    parameters,
    media: requestBody?.content ?? {},
  };
}

function securityOf({ operationId, security }: RequestPart): Security {
  const [scheme] = security.flatMap((one) => Object.keys(one));
  if (scheme === undefined) return 'anybody';
  const known = SCHEMES[scheme];
  if (known === undefined) throw new CannotGenerate(`${operationId}: authorization by ${scheme}`);
  return known;
}

/** The operation that a request has become: broken in method and path, it may be another than it was made for. */
export function operationAt(
  operations: readonly Operation[],
  method: string,
  path: string,
): Operation | undefined {
  const called = path.split('/');
  const fits = (template: string): boolean => {
    const parts = template.split('/');
    return (
      parts.length === called.length &&
      parts.every((part, index) => part === called[index] || (part.startsWith('{') && called[index] !== ''))
    );
  };
  return operations.find((operation) => operation.method === method && fits(operation.path));
}
