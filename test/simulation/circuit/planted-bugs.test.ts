import type * as circuitSimulation from './simulation';
import { loadBundle, type Mutation } from '../mutant';

interface PlantedBug extends Mutation {
  readonly name: string;
  /** The promise that it breaks. */
  readonly breaks: RegExp;
}

const DOMAIN = 'lambdas/domain/payments';
const BREAKER = `${DOMAIN}/circuit-breaker.ts`;
const VIEW = `${DOMAIN}/circuit-view.ts`;
const STATES = `${DOMAIN}/circuit.ts`;
const WINDOW = `${DOMAIN}/circuit-window.ts`;

const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'a write ignores the version',
    breaks: /does not become|never two probes/,
    file: 'lambdas/adapters/memory/circuit-store.ts',
    replace: "if (this.shared.version !== before) return 'overtaken';",
    by: '',
  },
  {
    name: 'shoppers probe, too',
    breaks: /no shopper probes/,
    file: BREAKER,
    replace: "role === 'worker' && isProbeDue(circuit, clock.now())",
    by: 'role && isProbeDue(circuit, clock.now())',
  },
  {
    name: 'the probe of one who crashed is waited for',
    breaks: /closes by itself/,
    file: STATES,
    replace: "circuit.kind === 'open' ? circuit.probeAt : circuit.probe.until",
    by: "circuit.kind === 'open' ? circuit.probeAt : now + 1",
  },
  {
    name: 'a probe is taken from one who is at it',
    breaks: /two probes|does not become half_open/,
    file: STATES,
    replace: "circuit.kind === 'open' ? circuit.probeAt : circuit.probe.until",
    by: "circuit.kind === 'open' ? circuit.probeAt : now",
  },
  {
    name: 'an open circuit is probed at once',
    breaks: /does not become half_open/,
    file: STATES,
    replace: "circuit.kind === 'open' ? circuit.probeAt : circuit.probe.until",
    by: "circuit.kind === 'open' ? now : circuit.probe.until",
  },
  {
    name: 'one failure opens',
    breaks: /below the minimum/,
    file: WINDOW,
    replace: 'FEWEST_CALLS = 3',
    by: 'FEWEST_CALLS = 1',
  },
  {
    name: 'openings do not grow longer',
    breaks: /opens it for longer/,
    file: STATES,
    replace: 'failed ? open(trips + 1, now, random)',
    by: 'failed ? open(trips, now, random)',
  },
  {
    name: 'a probe closes the circuit whatever came of it',
    breaks: /closes after a probe that succeeded/,
    file: STATES,
    replace: 'failed ? open(trips + 1, now, random) :',
    by: '',
  },
  {
    name: 'an answer that came too late is a success',
    breaks: /closes after a probe that succeeded/,
    file: BREAKER,
    replace: 'const bad = failed || ms > SLOW_MS;',
    by: 'const bad = failed || ms > 60 * SLOW_MS;',
  },
  {
    name: 'calls of an earlier state count',
    breaks: /below the minimum/,
    file: WINDOW,
    replace: 'slot.version === version &&\n      slot.second',
    by: 'slot.second',
  },
  {
    name: 'counts are shared twice',
    breaks: /below the minimum/,
    file: WINDOW,
    replace: 'this.unshared = [];\n    return counts;',
    by: 'return counts;',
  },
  {
    name: 'nobody judges',
    breaks: /opens the circuit/,
    file: BREAKER,
    replace: 'if (failed && isShared) await this.judge();',
    by: '',
  },
  {
    name: 'what was read is trusted for a minute',
    breaks: /lets no call through|nobody writes while all is well/,
    file: VIEW,
    replace: 'TRUSTED_MS = 1_000',
    by: 'TRUSTED_MS = 60_000',
  },
  {
    name: 'every call is shared',
    breaks: /nobody writes/,
    file: BREAKER,
    replace: 'if (!failed && !hasFailed(this.view.known)) return;',
    by: '',
  },
  {
    name: 'the closing is told again and again',
    breaks: /is told, once/,
    file: BREAKER,
    replace: 'this.hasClosed = false;',
    by: '',
  },
  {
    name: 'a write without an answer is taken for written',
    breaks: /two probes|closes after a probe/,
    file: VIEW,
    replace: 'return version === before + 1 && isSame(circuit, next);',
    by: 'return version > 0;',
  },
];

/** The unchanged code keeps every promise with these seeds: circuit-simulation.test.ts. */
describe('the simulation of circuits finds out when', () => {
  test.each(PLANTED_BUGS)('$name', async (bug) => {
    const { simulateCircuits } = await loadBundle<typeof circuitSimulation>('circuit/simulation.ts', bug);
    const { failure } = await simulateCircuits(1, 40);
    expect(failure?.broken).toMatch(bug.breaks);
  });
});
