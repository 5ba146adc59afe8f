import * as fc from 'fast-check';
import { type Break, type Draft } from './draft';
import { TEXTS } from './hostile-values';
import { METHODS, SEGMENTS, TARGETS } from './hostile-wire';
import { at, INDEX, replaced } from './places';
import { encode } from './valid';

/** Another segment, as it is sent, in place of the one with this number. */
export const segmentAt = (index: number, segment: string): Break => ({
  draft: (draft) => ({ ...draft, segments: replaced(draft.segments, index, segment) }),
});

/** Another path and query, as they are sent. */
export const withTarget = (target: string): Break => ({ bytes: (request) => ({ ...request, target }) });

/** Another method. */
export const withMethod = (method: string): Break => ({ draft: (draft) => ({ ...draft, method }) });

const PATHS: readonly fc.Arbitrary<Break>[] = [
  fc.tuple(INDEX, fc.constantFrom(...SEGMENTS)).map(([index, segment]) => segmentAt(index, segment)),
  fc.tuple(INDEX, fc.constantFrom(...SEGMENTS)).map(([index, segment]) => ({
    draft: (draft) => ({
      ...draft,
      segments: draft.segments.toSpliced(index % (draft.segments.length + 1), 0, segment),
    }),
  })),
  fc
    .tuple(INDEX, fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary' })))
    .map(([index, text]) => segmentAt(index, encode(text).slice(0, 9_000))),
  INDEX.map((index) => ({
    draft: (draft) => ({
      ...draft,
      segments: replaced(draft.segments, index, encode(encode(at(draft.segments, index) ?? ''))),
    }),
  })),
  fc.constantFrom(...TARGETS).map(withTarget),
];

const QUERY_NAME = fc.constantFrom(
  'limit',
  'cursor',
  'q',
  'owed',
  'dueBefore',
  '__proto__',
  'constructor',
  'a[]',
  '',
);
const QUERY_VALUE = fc.oneof(
  fc.constantFrom(...TEXTS).map((text) => encode(text).slice(0, 5_000)),
  fc.constantFrom(
    '%',
    '%ff',
    '%00',
    '+',
    '=',
    '&',
    '&&=',
    ';',
    '?',
    '1&limit=2',
    'a'.repeat(2_049),
    '%ed%a0%80',
  ),
);

const QUERIES: readonly fc.Arbitrary<Break>[] = [
  fc.tuple(QUERY_NAME, QUERY_VALUE).map((pair) => ({
    draft: (draft) => ({ ...draft, query: [...draft.query, pair] }),
  })),
  fc.tuple(INDEX, QUERY_VALUE).map(([index, value]) => ({
    draft: (draft) => {
      const [name] = at(draft.query, index) ?? ['limit'];
      return { ...draft, query: [...draft.query.filter(([one]) => one !== name), [name, value]] };
    },
  })),
  fc.constantFrom('', '[]', '[0]', '[a][b]', '%00', '.').map((suffix) => ({
    draft: (draft) => ({
      ...draft,
      query: draft.query.flatMap(([name, value]) => [
        [`${name}${suffix}`, value] as const,
        [`${name}${suffix}`, `${value}${value}`] as const,
      ]),
    }),
  })),
  fc.constant({ draft: (draft: Draft) => ({ ...draft, query: [] }) }),
  fc.constant({
    draft: (draft: Draft) => ({
      ...draft,
      query: Array.from({ length: 500 }, (_, i) => [`a${i}`, ''] as const),
    }),
  }),
];

/** A path, a query or a method that is not what it should be. */
export const BROKEN_TARGET: fc.Arbitrary<Break> = fc.oneof(
  { weight: 2, arbitrary: fc.oneof(...PATHS) },
  { weight: 1, arbitrary: fc.oneof(...QUERIES) },
  { weight: 1, arbitrary: fc.constantFrom(...METHODS).map(withMethod) },
);
