import { type RawRequest } from '../../../support/raw-http';

/** A request in a few lines, for whoever reads of a failure. */
export function describeRequest({ method, target, headers, body }: RawRequest): string {
  const cut = (text: string) => (text.length > 600 ? `${text.slice(0, 600)}… (${text.length})` : text);
  const lines = headers.map(([name, value]) => `${JSON.stringify(name)}: ${cut(JSON.stringify(value))}`);
  return [
    `${method} ${cut(target)}`,
    ...lines.slice(0, 12),
    cut(JSON.stringify(body.toString('latin1').trimEnd())),
    `(${body.length} bytes)`,
  ].join('\n');
}
