import { type RawRequest } from '../../../support/raw-http';
import { type Operation } from './operations';
import { type Tree, textOf } from './json-tree';

/** Body of a request before it becomes bytes. */
export type DraftBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly tree: Tree }
  /** NDJSON: one object a line. */
  | { readonly kind: 'lines'; readonly rows: readonly Tree[] }
  | { readonly kind: 'csv'; readonly rows: readonly (readonly string[])[] };

/** A request in the parts that can be broken one by one. */
export interface Draft {
  readonly operation: Operation;
  readonly method: string;
  /** Segments of the path, percent-encoded, without slashes. */
  readonly segments: readonly string[];
  /** Name and value, percent-encoded. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: RawRequest['headers'];
  readonly body: DraftBody;
}

/** Something that is done to a request; a part that it lacks stays as it is. */
export interface Break {
  /** Before it becomes bytes. */
  readonly draft?: (draft: Draft) => Draft;
  /** What goes over the wire; signed afterwards. */
  readonly bytes?: (request: RawRequest) => RawRequest;
}

/** The request as it is sent, before it is signed. */
export function requestOf({ method, segments, query, headers, body }: Draft): RawRequest {
  const search = query.map((pair) => pair.join('=')).join('&');
  return {
    method,
    target: `/${segments.join('/')}${search === '' ? '' : `?${search}`}`,
    headers,
    body: Buffer.from(bodyText(body)),
  };
}

function bodyText(body: DraftBody): string {
  switch (body.kind) {
    case 'none':
      return '';
    case 'json':
      return textOf(body.tree);
    case 'lines':
      return body.rows.map((row) => `${textOf(row)}\n`).join('');
    case 'csv':
      return body.rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
  }
}

/** RFC 4180. */
const cellOf = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
