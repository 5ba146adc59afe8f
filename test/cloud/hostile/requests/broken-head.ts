import * as fc from 'fast-check';
import { type RawRequest } from '../../../support/raw-http';
import { type Break } from './draft';
import { TEXTS } from './hostile-values';
import { CONTENT_TYPES, HEADERS } from './hostile-wire';
import { at, INDEX, replaced } from './places';

const without = (headers: RawRequest['headers'], name: string) =>
  headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase());

/** A header on top of the others. */
export const withHeader = (header: RawRequest['headers'][number]): Break => ({
  draft: (draft) => ({ ...draft, headers: [...draft.headers, header] }),
});

/** Another content type. */
export const withType = (type: string): Break => ({
  draft: (draft) => ({
    ...draft,
    headers: [...without(draft.headers, 'content-type'), ['content-type', type]],
  }),
});

const HEADS: readonly fc.Arbitrary<Break>[] = [
  fc.constantFrom(...HEADERS).map(withHeader),
  fc.constantFrom(...CONTENT_TYPES).map(withType),
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

/** Headers that are not what they should be. */
export const BROKEN_HEAD: fc.Arbitrary<Break> = fc.oneof(...HEADS);
