/**
 * Line, counted from 1, on which a text stops being JSON. The parser's own message has no position for some
 * errors, so the text is given to it line by line: the first line whose end is not merely too early is the one.
 */
export function lineOfJsonError(text: string): number {
  const lines = text.split('\n');
  const index = lines.findIndex((_, last) => isWrongBeforeItsEnd(lines.slice(0, last + 1).join('\n')));
  return index === -1 ? lines.length : index + 1;
}

/** True when no continuation could make the beginning of a JSON text valid. */
function isWrongBeforeItsEnd(beginning: string): boolean {
  const message = parseError(beginning);
  if (message === undefined || message.includes('end of JSON input')) return false;
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined || Number(position) < beginning.length;
}

function parseError(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
