/**
 * JSON as text that need not be sound: values are kept as they are written, and names may stand twice. So
 * `1e309`, `-0`, `NaN`, half a surrogate pair and `__proto__` can be sent, which JavaScript's own values cannot.
 */
export type Tree =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  | { readonly kind: 'object'; readonly members: readonly Member[] };

/** A name, written with its quotes, and its value. */
export type Member = readonly [name: string, value: Tree];

/** A value as it is written. */
export const written = (text: string): Tree => ({ kind: 'text', text });

/** The tree of a sound value. */
export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(treeOf) };
  if (typeof value !== 'object' || value === null) return written(JSON.stringify(value));
  const members = Object.entries(value).map(([name, of]): Member => [JSON.stringify(name), treeOf(of)]);
  return { kind: 'object', members };
}

/** The text that is sent. */
export function textOf(tree: Tree): string {
  switch (tree.kind) {
    case 'text':
      return tree.text;
    case 'list':
      return `[${tree.items.map(textOf).join(',')}]`;
    case 'object':
      return `{${tree.members.map(([name, value]) => `${name}:${textOf(value)}`).join(',')}}`;
  }
}

/** How many values a tree holds, itself included. */
export function sizeOf(tree: Tree): number {
  return 1 + childrenOf(tree).reduce((sum, child) => sum + sizeOf(child), 0);
}

function childrenOf(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'text':
      return [];
    case 'list':
      return tree.items;
    case 'object':
      return tree.members.map(([, value]) => value);
  }
}

/** The tree with its value number `index`, counted from the root down, replaced. */
export function replaceAt(tree: Tree, index: number, change: (tree: Tree) => Tree): Tree {
  if (index === 0) return change(tree);
  let before = 1;
  const inside = (child: Tree): Tree => {
    const first = before;
    before += sizeOf(child);
    return first <= index && index < before ? replaceAt(child, index - first, change) : child;
  };
  switch (tree.kind) {
    case 'text':
      return tree;
    case 'list':
      return { kind: 'list', items: tree.items.map(inside) };
    case 'object':
      return {
        kind: 'object',
        members: tree.members.map(([name, value]): Member => [name, inside(value)]),
      };
  }
}
