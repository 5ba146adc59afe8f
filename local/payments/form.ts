/** A form-encoded value with the nesting that Stripe's bracket notation expresses. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };

/** Keys with brackets, for example `metadata[order_id]` or `expand[]`, split into their steps. */
function steps(key: string): string[] {
  const [head = '', ...rest] = key.split('[');
  return [head, ...rest.map((step) => step.replace(/\]$/, ''))];
}

function insert(target: Map<string, unknown>, path: readonly string[], value: string): void {
  const [step = '', ...rest] = path;
  const name = step === '' ? String(target.size) : step;
  if (rest.length === 0) {
    target.set(name, value);
    return;
  }
  const existing = target.get(name);
  const child = existing instanceof Map ? (existing as Map<string, unknown>) : new Map<string, unknown>();
  target.set(name, child);
  insert(child, rest, value);
}

function toValue(node: unknown): FormValue {
  if (!(node instanceof Map)) return String(node);
  const entries = [...(node as Map<string, unknown>)];
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index));
  return isList
    ? entries.map(([, child]) => toValue(child))
    : Object.fromEntries(entries.map(([name, child]) => [name, toValue(child)]));
}

/**
 * Parses `application/x-www-form-urlencoded` text the way Stripe reads it:
 * `a[b]=1` nests, `a[]=1&a[]=2` and `a[0]=1` make lists.
 */
export function parseForm(text: string): Record<string, FormValue> {
  const root = new Map<string, unknown>();
  for (const [key, value] of new URLSearchParams(text)) insert(root, steps(key), value);
  return Object.fromEntries([...root].map(([name, node]) => [name, toValue(node)]));
}
