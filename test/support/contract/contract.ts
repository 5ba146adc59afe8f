import { Schemas } from './bodies';
import { type ContractDocument, type Json, readDocument, resolve, type ResponseObject } from './document';

/** An answer as it came over the wire, or as a function gave it. */
export interface SeenAnswer {
  readonly method: string;
  /** As it was called, with or without a query; or the template, as in `/v1/products/{sku}`. */
  readonly path: string;
  readonly status: number;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer that openapi.yaml does not know. */
export class ContractBroken extends Error {
  override readonly name = 'ContractBroken';
}

/** openapi.yaml, ready to hold answers against. */
export class Contract {
  private readonly schemas: Schemas;

  constructor(private readonly document: ContractDocument) {
    this.schemas = new Schemas(document);
  }

  /** What is wrong with an answer, one line each; nothing when the document allows it. */
  differences(answer: SeenAnswer): string[] {
    const responses = this.responsesOf(answer);
    const status = String(answer.status);
    const documented = responses[status] ?? responses[`${status.charAt(0)}XX`];
    if (documented === undefined)
      return [`status ${answer.status} is not documented; ${Object.keys(responses).join(', ')} are`];
    const response = resolve(this.document, documented);
    const headers = lowerCase(answer.headers);
    return [...this.headerDifferences(response, headers), ...this.bodyDifferences(response, headers, answer)];
  }

  /** What is no route gets one of the answers that API Gateway has by itself. */
  private responsesOf({ method, path }: SeenAnswer): Readonly<Record<string, ResponseObject>> {
    const called = (path.split('?')[0] ?? '').split('/');
    const [template] = Object.keys(this.document.paths)
      .filter((candidate) => fits(candidate.split('/'), called))
      .sort((a, b) => a.split('{').length - b.split('{').length);
    const operation = this.document.paths[template ?? '']?.[method.toLowerCase()];
    if (operation !== undefined) return operation.responses;
    const { MissingAuthentication, RequestTooLarge, BadRequest } = this.document.components.responses;
    return {
      ...(MissingAuthentication && { '403': MissingAuthentication }),
      ...(RequestTooLarge && { '413': RequestTooLarge }),
      ...(BadRequest && { '4XX': BadRequest }),
    };
  }

  private headerDifferences({ headers }: ResponseObject, seen: Readonly<Record<string, string>>): string[] {
    const documented = Object.entries(headers).flatMap(([name, header]) => {
      const value = seen[name.toLowerCase()];
      const object = resolve(this.document, header);
      if (value !== undefined) return this.schemas.ofHeader(name, object, value);
      return object.required === true ? [`header ${name} is missing`] : [];
    });
    const known = lowerCase(headers);
    const stray = Object.keys(lowerCase(this.document.components.headers))
      .filter((name) => name in seen && !(name in known))
      .map((name) => `header ${name} is not documented for this status`);
    return [...documented, ...stray];
  }

  private bodyDifferences(
    { content }: ResponseObject,
    headers: Readonly<Record<string, string>>,
    { body }: SeenAnswer,
  ): string[] {
    const type = headers['content-type'] ?? 'none';
    const media = content[type];
    if (media === undefined)
      return [`content-type ${type} is not documented; ${Object.keys(content).join()} is`];
    const value = parsed(body);
    if (value === undefined) return ['the body is not JSON'];
    return this.valueDifferences(media.schema, value);
  }

  /** Of several problems the one with the same code is meant, so that others are not complained about. */
  private valueDifferences(schema: Json, value: unknown): string[] {
    const { mapping } = (schema['discriminator'] ?? {}) as { mapping?: Readonly<Record<string, string>> };
    if (mapping === undefined) return this.schemas.ofBody(schema, value);
    const { code } = value as { readonly code?: string };
    const $ref = mapping[code ?? ''];
    if ($ref !== undefined) return this.schemas.ofBody({ $ref }, value);
    return [`code ${String(code)} is not documented for this status; ${Object.keys(mapping).join(', ')} are`];
  }
}

const fits = (template: readonly string[], called: readonly string[]): boolean =>
  template.length === called.length &&
  template.every((part, index) => part === called[index] || (part.startsWith('{') && called[index] !== ''));

const lowerCase = <T>(headers: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

let contract: Contract | undefined;

/** Throws `ContractBroken`, telling every difference, when openapi.yaml does not allow an answer. */
export function holdToContract(answer: SeenAnswer): void {
  contract ??= new Contract(readDocument());
  const differences = contract.differences(answer);
  if (differences.length === 0) return;
  const { method, path, status, body } = answer;
  const head = `${method} ${path} answered ${status}, which differs from openapi.yaml:`;
  throw new ContractBroken(
    [head, ...differences.map((line) => `- ${line}`), body.slice(0, 2_000)].join('\n'),
  );
}
