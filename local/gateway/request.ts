/** One HTTP request as it reached the gateway. */
export interface GatewayRequest {
  readonly method: string;
  /** As sent, percent-encoded, without the query. */
  readonly path: string;
  /** As sent, without the question mark; empty when there is none. */
  readonly query: string;
  /** In order and with the spelling of the client; a name may come more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** Address of the caller's end of the connection. */
  readonly sourceIp: string;
}

/** All values of a header, whatever its spelling. */
export function headerValues(request: GatewayRequest, name: string): string[] {
  const wanted = name.toLowerCase();
  return request.headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value);
}

/** The last value of a header, which is the one that API Gateway takes. */
export function headerValue(request: GatewayRequest, name: string): string | undefined {
  return headerValues(request, name).at(-1);
}

/** Percent-decodes one path segment; what is not valid percent-encoding stays as it is. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
