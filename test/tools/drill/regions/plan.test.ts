import {
  lengthsOf,
  phasesOf,
  type RegionDrill,
  regionFaults,
  type RegionPhase,
} from '../../../../tools/drill/regions/plan';
import { EAST } from '../samples';
import { REGION_PLAN } from './region-samples';

const LENGTHS = { normal: 1, hanging: 2, gone: 3, back: 4, after: 5 };
const outline = (phases: readonly RegionPhase[]) =>
  phases.map(({ name, part, milliseconds, status, move }) => [name, part, milliseconds, status, move]);

it.each(['region-loss', 'region-isolated'] as const)(
  '%s: the Region is gone by itself, and comes back',
  (drill) => {
    const [what, status] = drill === 'region-loss' ? ['lost', 'down'] : ['isolated', 'isolated'];

    expect(outline(phasesOf(drill, EAST, LENGTHS))).toEqual([
      ['normal', 'before', 1, 'up', null],
      ['payments hang', 'before', 2, 'up', null],
      [`${EAST} ${what}`, 'gone', 3, status, null],
      ['back', 'return', 4, 'up', null],
      ['after', 'after', 5, 'up', null],
    ]);
  },
);

it('evacuate: an operator takes it out and gives it back in steps', () => {
  expect(outline(phasesOf('evacuate', EAST, LENGTHS)).slice(2, -1)).toEqual([
    [`${EAST} evacuated`, 'gone', 3, 'up', { kind: 'evacuate' }],
    ...[10, 25, 50, 100].map((weight) => [
      `back, weight ${weight}`,
      'return',
      4,
      'up',
      { kind: 'return', weight },
    ]),
  ]);
});

it('waits for what the Region is to take along, for shoppers to be led away, and for it to serve again', () => {
  const untils = (drill: RegionDrill) => phasesOf(drill, EAST, LENGTHS).map(({ until }) => until);

  expect(untils('region-loss')).toEqual([null, 'checkout under way', 'led away', 'serves again', null]);
  expect(untils('region-isolated')).toEqual([null, 'orders put off', 'led away', 'serves again', null]);
  expect(new Set(untils('evacuate'))).toEqual(new Set([null]));
});

it('lets some payments hang until the Region is gone, and replicates late all the time', () => {
  const faults = phasesOf('region-loss', EAST, lengthsOf('region-loss')).map((phase) =>
    regionFaults(phase, REGION_PLAN),
  );

  expect(faults).toMatchObject([
    { regions: {}, payments: { mode: 'ok' }, replication: { lagMs: 500 } },
    { regions: {}, payments: { mode: 'hang', rate: 0.4 } },
    { regions: { [EAST]: 'down' }, payments: { mode: 'ok' }, replication: { lagMs: 500 } },
    { regions: {} },
    { regions: {} },
  ]);
});
