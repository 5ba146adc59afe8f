import * as fc from 'fast-check';
import { BROKEN_BODY } from './broken-body';
import { BROKEN_BYTES } from './broken-bytes';
import { BROKEN_HEAD } from './broken-head';
import { BROKEN_TARGET } from './broken-target';
import { type Break } from './draft';

/** One thing that is wrong with a request. */
export const BREAK: fc.Arbitrary<Break> = fc.oneof(
  { weight: 4, arbitrary: BROKEN_TARGET },
  { weight: 2, arbitrary: BROKEN_HEAD },
  { weight: 5, arbitrary: BROKEN_BODY },
  { weight: 2, arbitrary: BROKEN_BYTES },
);
