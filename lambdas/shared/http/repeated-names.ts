/** Strings, and the signs that tell which of them are names. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

/** Names of each object around the current token; `undefined` for a list. */
type Open = (Set<string> | undefined)[];

/** Where in a valid JSON text a name stands for the second time in its object; `undefined` when none does. */
export function repeatedName(json: string): number | undefined {
  const open: Open = [];
  let nameNext = false;
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    if (token.startsWith('"')) {
      if (nameNext && isRepeated(token, open)) return index;
      nameNext = false;
      continue;
    }
    follow(token, open);
    nameNext = (token === '{' || token === ',') && open.at(-1) !== undefined;
  }
  return undefined;
}

function follow(token: string, open: Open): void {
  if (token === '{') open.push(new Set());
  else if (token === '[') open.push(undefined);
  else if (token !== ',') open.pop();
}

/** Compared as parsed: `"a"` and `"\\u0061"` are one name. */
function isRepeated(token: string, open: Open): boolean {
  const names = open.at(-1);
  const name = JSON.parse(token) as string;
  if (names?.has(name)) return true;
  names?.add(name);
  return false;
}
