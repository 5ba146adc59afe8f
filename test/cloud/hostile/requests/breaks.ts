import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { type RawRequest } from '../../../support/raw-http';
import { type Break, type Draft } from './draft';
import { BROKEN_BODY } from './broken-body';
import { CONTENT_TYPES, HEADERS, METHODS, SEGMENTS, TARGETS, TEXTS } from './hostile-values';
import { encode } from './valid';

/** The element at any number, counted round and round. */
const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(list.length, 1)];

const replaced = <T>(list: readonly T[], index: number, value: T): T[] =>
  list.map((item, place) => (place === index % list.length ? value : item));

const INDEX = fc.nat(1_000);

const PATHS: readonly fc.Arbitrary<Break>[] = [
  fc.tuple(INDEX, fc.constantFrom(...SEGMENTS)).map(([index, segment]) => ({
    draft: (draft) => ({ ...draft, segments: replaced(draft.segments, index, segment) }),
  })),
  fc.tuple(INDEX, fc.constantFrom(...SEGMENTS)).map(([index, segment]) => ({
    draft: (draft) => ({
      ...draft,
      segments: draft.segments.toSpliced(index % (draft.segments.length + 1), 0, segment),
    }),
  })),
  fc
    .tuple(INDEX, fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary' })))
    .map(([index, text]) => ({
      draft: (draft) => ({
        ...draft,
        segments: replaced(draft.segments, index, encode(text).slice(0, 9_000)),
      }),
    })),
  INDEX.map((index) => ({
    draft: (draft) => ({
      ...draft,
      segments: replaced(draft.segments, index, encode(encode(at(draft.segments, index) ?? ''))),
    }),
  })),
  fc.constantFrom(...TARGETS).map((target) => ({ bytes: (request) => ({ ...request, target }) })),
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

const without = (headers: RawRequest['headers'], name: string) =>
  headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase());

const HEADS: readonly fc.Arbitrary<Break>[] = [
  fc.constantFrom(...HEADERS).map((header) => ({
    draft: (draft) => ({ ...draft, headers: [...draft.headers, header] }),
  })),
  fc.constantFrom(...CONTENT_TYPES).map((type) => ({
    draft: (draft) => ({
      ...draft,
      headers: [...without(draft.headers, 'content-type'), ['content-type', type]],
    }),
  })),
  INDEX.map((index) => ({
    draft: (draft) => ({
      ...draft,
      headers: draft.headers.filter((header) => header !== at(draft.headers, index)),
    }),
  })),
  INDEX.map((index) => ({
    draft: (draft) => {
      const header = at(draft.headers, index);
      return header === undefined
        ? draft
        : { ...draft, headers: [...draft.headers, [header[0].toUpperCase(), 'other']] };
    },
  })),
  fc.tuple(INDEX, fc.constantFrom(...TEXTS)).map(([index, text]) => ({
    draft: (draft) => {
      const header = at(draft.headers, index);
      // Sent as Latin-1, which takes one byte of each character.
      return header === undefined
        ? draft
        : { ...draft, headers: replaced(draft.headers, index, [header[0], text]) };
    },
  })),
  fc.constant({ bytes: (request: RawRequest) => ({ ...request, leaveOut: ['host'] }) }),
  fc.constantFrom(300, 900, 3_000).map((count) => ({
    draft: (draft) => ({
      ...draft,
      headers: [...draft.headers, ...Array.from({ length: count }, (_, i) => [`x${i}`, '1'] as const)],
    }),
  })),
];

const METHOD: fc.Arbitrary<Break> = fc.constantFrom(...METHODS).map((method) => ({
  draft: (draft) => ({ ...draft, method }),
}));

const body = (change: (bytes: Buffer) => Buffer): Break => ({
  bytes: (request) => ({ ...request, body: change(request.body) }),
});

/** Bytes that stand between others. */
const inserted = (bytes: Buffer, index: number, more: Buffer): Buffer => {
  const place = index % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, place), more, bytes.subarray(place)]);
};

const ODD_BYTES = [
  'ff',
  'c328',
  'eda080',
  'f4908080',
  '00',
  'efbbbf',
  '0d0a',
  'c2a0',
  'e280a8',
  '22',
  '5c',
  '7b',
  '5d',
  '2c',
].map((hex) => Buffer.from(hex, 'hex'));

const BYTES: readonly fc.Arbitrary<Break>[] = [
  fc.nat(100_000).map((index) => body((bytes) => bytes.subarray(0, index % (bytes.length + 1)))),
  fc
    .tuple(fc.nat(100_000), fc.constantFrom(...ODD_BYTES))
    .map(([index, odd]) => body((bytes) => inserted(bytes, index, odd))),
  fc
    .tuple(fc.nat(100_000), fc.nat(7))
    .map(([index, bit]) =>
      body((bytes) =>
        Buffer.from(bytes.map((byte, place) => (place === index % bytes.length ? byte ^ (1 << bit) : byte))),
      ),
    ),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => body(() => Buffer.from(bytes))),
  fc
    .constantFrom(
      '',
      ' ',
      '\n',
      'null',
      '[]',
      '{}',
      '""',
      '\ufeff{}',
      '{}{}',
      'a=1&b=2',
      '<a/>',
      '--x\r\n\r\n--x--',
    )
    .map((text) => body(() => Buffer.from(text))),
  fc
    .constantFrom('\ufeff', ' \t\r\n', '//\n', ")]}',\n")
    .map((text) => body((bytes) => Buffer.concat([Buffer.from(text), bytes]))),
  fc.constant(body((bytes) => Buffer.concat([bytes, bytes]))),
  fc.constant(body((bytes) => Buffer.from(bytes.toString(), 'utf16le'))),
  fc.constant({
    bytes: (request: RawRequest) => ({
      ...request,
      headers: [...request.headers, ['content-encoding', 'gzip'] as const],
      body: gzipSync(request.body),
    }),
  }),
  // Just above what functions, Lambda and API Gateway take.
  fc
    .constantFrom(530_000, 6.2e6, 10.6e6)
    .map((size) =>
      body((bytes) => Buffer.concat([bytes, Buffer.alloc(Math.max(0, size - bytes.length), ' ')])),
    ),
];

/** One thing that is wrong with a request. */
export const BREAK: fc.Arbitrary<Break> = fc.oneof(
  { weight: 2, arbitrary: fc.oneof(...PATHS) },
  { weight: 1, arbitrary: fc.oneof(...QUERIES) },
  { weight: 2, arbitrary: fc.oneof(...HEADS) },
  { weight: 1, arbitrary: METHOD },
  { weight: 5, arbitrary: BROKEN_BODY },
  { weight: 2, arbitrary: fc.oneof(...BYTES) },
);
