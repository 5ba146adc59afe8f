/** JSON that was read, or where it is broken. */
export type JsonText =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'broken'; readonly where: string };

/** Parses JSON; broken JSON is answered with its place, and nothing of its content. */
export function parseJson(text: string): JsonText {
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch {
    return { kind: 'broken', where: placeOf(text, breakIn(text)) };
  }
}

/**
 * How many characters from the beginning could still become JSON. Found by halving, because V8 names the
 * position in some of its messages only, and puts parts of the text into others.
 */
function breakIn(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (canGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function canGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = /at position (\d+)/.exec(message)?.[1];
    return message.startsWith('Unexpected end') || Number(position) === beginning.length;
  }
}

function placeOf(text: string, index: number): string {
  if (index >= text.length) return 'the JSON ends too early';
  const lines = text.slice(0, index).split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return `the JSON is broken at line ${lines.length}, column ${column}`;
}
