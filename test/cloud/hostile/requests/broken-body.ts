import * as fc from 'fast-check';
import { type Break, type DraftBody } from './draft';
import { NAMES, TEXTS, VALUES } from './hostile-values';
import { INDEX } from './places';
import { type Member, replaceAt, sizeOf, type Tree, written } from './json-tree';

/** What is done to one value of a body. */
type Change = (tree: Tree) => Tree;

const ANY_TEXT = fc.string({ unit: 'binary', maxLength: 40 });

/** Written so that half a surrogate pair stays one, or, one time in two, as its characters. */
const quoted = (text: string): string => JSON.stringify(text);

const VALUE: fc.Arbitrary<Tree> = fc
  .oneof(
    { weight: 6, arbitrary: fc.constantFrom(...VALUES) },
    { weight: 2, arbitrary: ANY_TEXT.map(quoted) },
    { weight: 1, arbitrary: fc.double().map(String) },
    { weight: 1, arbitrary: fc.bigInt().map(String) },
    { weight: 1, arbitrary: fc.json() },
  )
  .map(written);

const NAME = fc.oneof(fc.constantFrom(...NAMES), ANY_TEXT).map(quoted);

const ofObject =
  (change: (members: readonly Member[]) => readonly Member[]): Change =>
  (tree) =>
    tree.kind === 'object' ? { kind: 'object', members: change(tree.members) } : tree;

const ofList =
  (change: (items: readonly Tree[]) => readonly Tree[]): Change =>
  (tree) =>
    tree.kind === 'list' ? { kind: 'list', items: change(tree.items) } : tree;

/** The second time that a name stands, it may be escaped. */
const escaped = (name: string): string =>
  name.replace(/[a-z]/i, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Members that an object lacks are sought in its prototype: there they are. */
const throughPrototype =
  (name: string) =>
  (members: readonly Member[]): Member[] => {
    const inside: Tree = { kind: 'object', members };
    if (name === '__proto__') return [['"__proto__"', inside]];
    return [['"constructor"', { kind: 'object', members: [['"prototype"', inside]] }]];
  };

const CHANGES: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 5,
    arbitrary: VALUE.map(
      (value): Change =>
        () =>
          value,
    ),
  },
  {
    weight: 2,
    arbitrary: INDEX.map((index) =>
      ofObject((members) => members.filter((_, place) => place !== index % members.length)),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(NAME, VALUE).map((member) => ofObject((members) => [...members, member])),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(INDEX, VALUE, fc.boolean()).map(([index, value, asIs]) =>
      ofObject((members) => {
        const [name] = members[index % members.length] ?? ['"a"'];
        return [...members, [asIs ? name : escaped(name), value]];
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(INDEX, NAME)
      .map(([index, name]) =>
        ofObject((members) => members.map(([own, value], place) => [place === index ? name : own, value])),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('__proto__', 'constructor').map((name) => ofObject(throughPrototype(name))),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(0, 2, 7, 1_500, 1_501, 5_001)
      .map((length) =>
        ofList((items) => Array.from({ length }, (_, index) => items[index % items.length] ?? written('0'))),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Change>(
      (tree) => ({ kind: 'list', items: [tree] }),
      (tree) => ({ kind: 'object', members: [['"value"', tree]] }),
      (tree) => ({ kind: 'list', items: [tree, tree] }),
    ),
  },
);

function inBody(body: Exclude<DraftBody, { kind: 'csv' }>, index: number, change: Change): DraftBody {
  switch (body.kind) {
    case 'none':
      return { kind: 'json', tree: change({ kind: 'object', members: [] }) };
    case 'json':
      return { kind: 'json', tree: replaceAt(body.tree, index % sizeOf(body.tree), change) };
    case 'lines': {
      const place = index % body.rows.length;
      const inRow = (row: Tree) => replaceAt(row, index % sizeOf(row), change);
      return { ...body, rows: body.rows.map((row, at) => (at === place ? inRow(row) : row)) };
    }
  }
}

/** A CSV body with another cell, the names of its columns among them. */
function inCells(rows: readonly (readonly string[])[], index: number, cell: string): DraftBody {
  const width = rows[0]?.length ?? 0;
  const place = index % (rows.length * width);
  const changed = rows.map((row, at) =>
    row.map((own, column) => (at * width + column === place ? cell : own)),
  );
  return { kind: 'csv', rows: changed };
}

function brokenAt(index: number, change: Change, cell: string): Break {
  return {
    draft: ({ body, ...rest }) => ({
      ...rest,
      body: body.kind === 'csv' ? inCells(body.rows, index, cell) : inBody(body, index, change),
    }),
  };
}

/** Another value, as it is written, in place of the one with this number; in CSV, in a cell. */
export const valueAt = (index: number, text: string): Break => brokenAt(index, () => written(text), text);

/** A member on top in the object with this number, or in the only one. */
export const memberAt = (index: number, name: string): Break =>
  brokenAt(
    index,
    ofObject((members) => [...members, [quoted(name), written('1')]]),
    name,
  );

/** All members of the body where only its prototype would have them. */
export const inPrototype = (name: '__proto__' | 'constructor'): Break =>
  brokenAt(0, ofObject(throughPrototype(name)), name);

/** A body with one value, name or list that is not what it should be. */
export const BROKEN_BODY: fc.Arbitrary<Break> = fc
  .tuple(INDEX, CHANGES, fc.constantFrom(...TEXTS))
  .map(([index, change, cell]) => brokenAt(index, change, cell));
