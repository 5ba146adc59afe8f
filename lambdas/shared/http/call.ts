import { type APIGatewayProxyEvent } from 'aws-lambda';

/** A call as API Gateway hands it on, in the terms of HTTP. */
export interface HttpCall {
  /** Method and path template, for example `GET /v1/products/{sku}`. */
  readonly route: string;
  readonly requestId: string;
  /** Parameters of the path template; an empty string for one that is not there. */
  path(name: string): string;
  readonly query: Readonly<Record<string, string>>;
  /** A header, whatever the case of its name. */
  header(name: string): string | undefined;
  /** All values of a header that may have been sent several times. */
  headerValues(name: string): readonly string[];
  /** The body as text (UTF-8); `undefined` without one. */
  body(): string | undefined;
  /** The body byte for byte, as far as API Gateway hands it on; empty without one. */
  bytes(): Buffer;
}

/** Reads a REST proxy event (API Gateway developer guide, "Input format of a Lambda function for proxy integration"). */
export function callOf(event: APIGatewayProxyEvent): HttpCall {
  const headers = new Map(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    route: `${event.httpMethod} ${event.resource}`,
    requestId: event.requestContext.requestId,
    path: (name) => event.pathParameters?.[name] ?? '',
    query: present(event.queryStringParameters ?? {}),
    header: (name) => headers.get(name.toLowerCase()),
    headerValues: (name) => valuesOf(event, name, headers.get(name.toLowerCase())),
    body: () => bodyOf(event),
    bytes: () => bytesOf(event),
  };
}

function valuesOf(
  { multiValueHeaders }: APIGatewayProxyEvent,
  name: string,
  single: string | undefined,
): readonly string[] {
  const wanted = name.toLowerCase();
  const entries = Object.entries(multiValueHeaders ?? {}).filter(([key]) => key.toLowerCase() === wanted);
  const values = entries.flatMap(([, all]) => all ?? []);
  return values.length > 0 || single === undefined ? values : [single];
}

function bodyOf({ body, isBase64Encoded }: APIGatewayProxyEvent): string | undefined {
  if (body === null || body === undefined) return undefined;
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

function bytesOf({ body, isBase64Encoded }: APIGatewayProxyEvent): Buffer {
  return Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
}

/** API Gateway types parameters as possibly undefined; those are as good as absent, and so are empty ones. */
function present(parameters: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return Object.fromEntries(entries);
}
