import { repeatedName } from './repeated-names';

/** JSON that was read, or where it is broken. */
export type JsonText =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly where: string };

/**
 * Parses JSON; broken JSON is answered with its place, and nothing of its content. A name that stands twice in
 * an object breaks it too (RFC 7493, section 2.3): parsers differ in which of the values counts, and an order
 * must not depend on who reads it.
 */
export function parseJson(text: string): JsonText {
  const parsed = tryParse(text);
  if (parsed === undefined) return { kind: 'broken', where: breakOf(text, breakIn(text)) };
  const repeated = repeatedName(text);
  if (repeated === undefined) return { kind: 'value', value: parsed.value };
  return { kind: 'broken', where: `a name stands twice in an object, again at ${placeOf(text, repeated)}` };
}

function tryParse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
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

function breakOf(text: string, index: number): string {
  return index >= text.length ? 'the JSON ends too early' : `the JSON is broken at ${placeOf(text, index)}`;
}

function placeOf(text: string, index: number): string {
  const lines = text.slice(0, index).split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return `line ${lines.length}, column ${column}`;
}
