/**
 * Cursors that leave the process: opaque to others, strict on the way back. A cursor is the base64url
 * of a JSON array whose first element names the list that it belongs to.
 */
export const encodeCursor = (list: string, ...position: readonly string[]): string =>
  Buffer.from(JSON.stringify([list, ...position])).toString('base64url');

/** The position that `encodeCursor` was given for this list; `undefined` when it made no such cursor. */
export function decodeCursor(list: string, cursor: string): string[] | undefined {
  const parts = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) return undefined;
  const [name, ...position] = parts;
  if (name !== list || encodeCursor(list, ...position) !== cursor) return undefined;
  return position;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
