import fc from 'fast-check';
import {
  formatRouting,
  isWeight,
  parseRouting,
  type Routing,
  sameRouting,
  sharesOf,
} from '../../../lambdas/domain/routing/routing';
import { switchOf } from '../../../lambdas/domain/routing/switch';

const routings: fc.Arbitrary<Routing> = fc.record({
  in: fc.boolean(),
  weight: fc.integer({ min: 0, max: 100 }),
});

test('a value is stored as the edge reads it', () => {
  expect(formatRouting({ weight: 10, in: true })).toBe('{"in":true,"weight":10}');
});

test('every value that is stored is read again', () => {
  fc.assert(
    fc.property(routings, (routing) => {
      const read = parseRouting(formatRouting(routing));
      expect(read && sameRouting(read, routing)).toBe(true);
    }),
  );
});

test.each([
  '',
  'in',
  'null',
  '[]',
  '{}',
  '{"in":true}',
  '{"in":"true","weight":1}',
  '{"in":true,"weight":101}',
  '{"in":true,"weight":-1}',
  '{"in":true,"weight":1.5}',
  '{"in":true,"weight":"9"}',
])('%j is no value of the store', (text) => {
  expect(parseRouting(text)).toBeUndefined();
});

test('whatever the store holds is read without an exception', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const read = parseRouting(text);
      expect(read === undefined || isWeight(read.weight)).toBe(true);
    }),
  );
});

describe('shares of the shoppers', () => {
  test.each<[string, (Routing | undefined)[], number[]]>([
    ['nothing is said', [undefined, undefined], [0.5, 0.5]],
    ['one is out', [{ in: false, weight: 100 }, undefined], [0, 1]],
    [
      'one is coming back',
      [
        { in: true, weight: 25 },
        { in: true, weight: 100 },
      ],
      [0.2, 0.8],
    ],
    [
      'one has no weight',
      [
        { in: true, weight: 0 },
        { in: true, weight: 1 },
      ],
      [0, 1],
    ],
    [
      'all are out',
      [
        { in: false, weight: 10 },
        { in: false, weight: 90 },
      ],
      [0.5, 0.5],
    ],
    [
      'all that are in have no weight',
      [
        { in: true, weight: 0 },
        { in: false, weight: 90 },
      ],
      [0.5, 0.5],
    ],
  ])('when %s', (_, given, shares) => {
    expect(sharesOf(given)).toEqual(shares);
  });

  test('always add up to all of them, and a Region that is out gets none while another serves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(routings, { nil: undefined }), { minLength: 1, maxLength: 4 }),
        (given) => {
          const shares = sharesOf(given);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
          const someServes = given.some((one) => one === undefined || (one.in && one.weight > 0));
          given.forEach((one, index) => {
            if (someServes && one?.in === false) expect(shares[index]).toBe(0);
          });
        },
      ),
    );
  });
});

test.each([
  [true, 25, { on: true, weight: 25 }],
  [false, 0, { on: false, weight: 0 }],
  [undefined, undefined, { on: false, weight: 100 }],
  ['true', NaN, { on: false, weight: 100 }],
  [1, 1000, { on: false, weight: 100 }],
])('a switch of %j and weight %j', (on, weight, expected) => {
  expect(switchOf(on, weight)).toEqual(expected);
});
