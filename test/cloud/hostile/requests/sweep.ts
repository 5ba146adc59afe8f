import * as fc from 'fast-check';
import { inPrototype, memberAt, valueAt } from './broken-body';
import { withHeader, withType } from './broken-head';
import { segmentAt, withMethod, withTarget } from './broken-target';
import { type Case, caseOf } from './cases';
import { type Break, type Draft } from './draft';
import { NAMES, VALUES } from './hostile-values';
import { CONTENT_TYPES, HEADERS, METHODS, SEGMENTS, TARGETS } from './hostile-wire';
import { sizeOf } from './json-tree';
import { type Operation } from './operations';
import { type ValidRequests } from './valid';

/** A place in a request where a hostile value can stand. */
type Place<T> = (value: T) => Case;

const ANYWHERE: readonly Break[] = [
  ...HEADERS.map(withHeader),
  ...TARGETS.map(withTarget),
  ...METHODS.map(withMethod),
];

const PROTOTYPES = [inPrototype('__proto__'), inPrototype('constructor')];

/**
 * Every hostile value that is known, once, each at another place: what is tried at random comes on top. Another
 * seed tries them at other places.
 */
export function sweep(operations: readonly Operation[], valid: ValidRequests, seed: number): Case[] {
  const drafts = operations.map((operation) => fullest(valid.of(operation), seed));
  const withBody = drafts.filter(({ body }) => body.kind !== 'none');
  const anywhere = drafts.map(
    (draft): Place<Break> =>
      (one) =>
        caseOf(draft, [one]),
  );
  const typed = withBody.map(
    (draft): Place<string> =>
      (type) =>
        caseOf(draft, [withType(type)]),
  );
  return [
    ...dealt(ANYWHERE, anywhere, seed),
    ...dealt(CONTENT_TYPES, typed, seed),
    ...dealt(SEGMENTS, drafts.flatMap(parametersOf), seed),
    ...dealt(VALUES, withBody.flatMap(valuesOf), seed),
    ...dealt(NAMES, withBody.flatMap(objectsOf), seed),
    ...withBody.flatMap((draft) => PROTOTYPES.map((one) => caseOf(draft, [one]))),
  ];
}

/** A request with most values in its body, of some. */
function fullest(requests: fc.Arbitrary<Draft>, seed: number): Draft {
  const some = fc.sample(requests, { numRuns: 12, seed });
  return some.reduce((most, one) => (valueCount(one) > valueCount(most) ? one : most));
}

function valueCount({ body }: Draft): number {
  switch (body.kind) {
    case 'none':
      return 0;
    case 'json':
      return sizeOf(body.tree);
    case 'lines':
      return sizeOf(body.rows[0] ?? { kind: 'text', text: '' });
    case 'csv':
      return body.rows.flat().length;
  }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const parametersOf = (draft: Draft): Place<string>[] =>
  draft.operation.path
    .split('/')
    .slice(1)
    .flatMap((part, index) =>
      part.startsWith('{') ? [(segment: string) => caseOf(draft, [segmentAt(index, segment)])] : [],
    );

const valuesOf = (draft: Draft): Place<string>[] =>
  upTo(valueCount(draft)).map((index) => (value) => caseOf(draft, [valueAt(index, value)]));

const objectsOf = (draft: Draft): Place<string>[] => [(name) => caseOf(draft, [memberAt(0, name)])];

/** Values dealt out to places, round and round. */
const dealt = <T>(values: readonly T[], places: readonly Place<T>[], seed: number): Case[] =>
  values.flatMap((value, index) => places[(index + seed) % places.length]?.(value) ?? []);
