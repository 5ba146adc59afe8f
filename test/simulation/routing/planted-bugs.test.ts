import { loadBundle, type Mutation } from '../mutant';
import { edgeRoute } from './edge-route';
import type * as routingSimulation from './simulation';

interface PlantedBug extends Mutation {
  readonly name: string;
  /** The promise that it breaks. */
  readonly breaks: RegExp;
}

const DOMAIN = 'lambdas/domain/routing';
const PROBE = `${DOMAIN}/probe.ts`;
const DECIDE = `${DOMAIN}/decide.ts`;
const VERDICT = `${DOMAIN}/verdict.ts`;

const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'nobody stands in for a Region that is lost',
    breaks: /shoppers are sent to/,
    file: PROBE,
    replace: 'await this.standIn();',
    by: 'this.inAt = 0;',
  },
  {
    name: 'what was read once is believed while the other Region is out',
    breaks: /shoppers are sent to/,
    file: PROBE,
    replace: 'unsettled: 60_000 }',
    by: 'unsettled: 3_600_000 }',
  },
  {
    name: 'a Region that is cut off judges',
    breaks: /shoppers are sent to|nobody is sent/,
    file: PROBE,
    replace: "healthy ? seen : { kind: 'blind' }",
    by: "healthy || true ? seen : { kind: 'blind' }",
  },
  {
    name: 'failures are looked at again only five seconds later',
    breaks: /nobody is sent to|is noticed/,
    file: PROBE,
    replace: "verdictOf(this.streak) === 'out') return;",
    by: "verdictOf(this.streak) !== 'in') return;",
  },
  {
    name: 'a Region never comes back',
    breaks: /in again|shoppers are sent to/,
    file: DECIDE,
    replace: "verdict === 'in' || stored?.in === true",
    by: 'stored?.in === true',
  },
  {
    name: 'a change of weight is not followed',
    breaks: /the weight that its operators want/,
    file: DECIDE,
    replace:
      "return verdict === 'in' || stored?.in === true ? { in: true, weight: look.weight } : undefined;",
    by: "return verdict === 'in' && stored?.in !== true ? { in: true, weight: look.weight } : undefined;",
  },
  {
    name: 'each look asks whether it is to be written',
    breaks: /the store is asked seldom while all is well/,
    file: DECIDE,
    replace: '(stored && sameRouting(wanted, stored))',
    by: 'false',
  },
  {
    name: 'looks that are turned away count as failed',
    breaks: /no Region is put out for the looks/,
    file: PROBE,
    replace: "healthy ? seen : { kind: 'blind' }",
    by: "!healthy ? { kind: 'blind' } : seen.kind === 'unclear' ? { ...seen, kind: 'failed' } : seen",
  },
  {
    name: 'a dozen failures are needed',
    breaks: /nobody is sent to|is noticed/,
    file: VERDICT,
    replace: 'FAILURES_OUT = 3',
    by: 'FAILURES_OUT = 12',
  },
  {
    name: 'looks of different days are in a row',
    breaks: /is noticed|nobody is sent|in again/,
    file: VERDICT,
    replace: 'STREAK_GAP_MS = 15_000',
    by: 'STREAK_GAP_MS = 0',
  },
];

/** The unchanged code keeps every promise with these seeds: simulation.test.ts. */
describe('the simulation of routing finds out when', () => {
  test.each(PLANTED_BUGS)('$name', async (bug) => {
    const { simulateRoutings } = await loadBundle<typeof routingSimulation>('routing/simulation.ts', bug);
    const { failure } = await simulateRoutings(1, 300, edgeRoute);
    expect(failure?.broken).toMatch(bug.breaks);
  });
});
