import fc from 'fast-check';
import { mayEvacuate, nextOnRamp, type SeenRegion } from '../../../lambdas/domain/routing/evacuation';

const seen = (region: string, { fit = true, evacuated = false } = {}): SeenRegion => ({
  region,
  fit,
  evacuated,
});

test.each<[string, SeenRegion[], ReturnType<typeof mayEvacuate>]>([
  ['the other one serves', [seen('a'), seen('b')], { kind: 'yes', survivor: 'b' }],
  ['it is lost already', [seen('a', { fit: false }), seen('b')], { kind: 'yes', survivor: 'b' }],
  [
    'the other one is lost',
    [seen('a'), seen('b', { fit: false })],
    { kind: 'last_healthy', survivor: 'b', why: 'unfit' },
  ],
  [
    'the other one is evacuated',
    [seen('a'), seen('b', { evacuated: true })],
    { kind: 'last_healthy', survivor: 'b', why: 'evacuated' },
  ],
  ['nobody knows it', [seen('b'), seen('c')], { kind: 'unknown_region' }],
  ['it is alone', [seen('a')], { kind: 'unknown_region' }],
])('may a Region go when %s', (_, regions, expected) => {
  expect(mayEvacuate('a', regions)).toEqual(expected);
});

test('a Region may go exactly when somebody else serves', () => {
  const region = fc.record({ fit: fc.boolean(), evacuated: fc.boolean() });
  fc.assert(
    fc.property(fc.array(region, { minLength: 2, maxLength: 4 }), (given) => {
      const regions = given.map((one, index) => seen(`r${index}`, one));
      const may = mayEvacuate('r0', regions);
      const othersServe = regions.slice(1).some(({ fit, evacuated }) => fit && !evacuated);
      expect(may.kind).toBe(othersServe ? 'yes' : 'last_healthy');
    }),
  );
});

test('a Region comes back by a tenth, a quarter, a half, and all of its weight', () => {
  const steps = [];
  let now = { evacuated: true, weight: 100 };
  for (let next = nextOnRamp(now); next !== undefined; next = nextOnRamp(now)) {
    steps.push(next);
    now = { evacuated: false, weight: next };
  }
  expect(steps).toEqual([10, 25, 50, 100]);
  expect(nextOnRamp({ evacuated: false, weight: 30 })).toBe(50);
});
