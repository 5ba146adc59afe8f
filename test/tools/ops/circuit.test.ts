import { type CircuitView } from '../../../tools/ops/circuit';
import { runOps } from '../../../tools/ops/command';
import { type FakeWorld, fakeWorld } from '../support/fake-world';
import { FakeShop } from './fake-ports';

const at = (seconds: number) => new Date(Date.parse('2026-01-01T00:00:00Z') + seconds * 1_000);
const shown = (value: CircuitView) => ({ kind: 'ok' as const, value });
const OPEN: CircuitView = { state: 'open', since: at(-95), trips: 3, nextProbe: at(12) };
const CLOSED: CircuitView = { state: 'closed', since: null, trips: 0, nextProbe: null };

let world: FakeWorld;
let shop: FakeShop;
beforeEach(() => {
  world = fakeWorld();
  shop = new FakeShop();
});

const circuit = (...argv: string[]) => runOps(['circuit', ...argv], world, shop);

describe('npm run ops -- circuit', () => {
  it('shows since when it is open, and when it is probed next', async () => {
    shop.circuits = { 'us-east-1': shown(OPEN), 'us-west-2': shown(CLOSED) };

    expect(await circuit()).toBe(0);

    expect(world.outLines).toEqual([
      'REGION     CIRCUIT  SINCE      OPENINGS  NEXT PROBE',
      'us-east-1  open     1 min ago  3         in 12 s',
      'us-west-2  closed   always     0         -',
    ]);
  });

  it.each<[CircuitView, string]>([
    [{ ...OPEN, nextProbe: at(-1) }, 'due'],
    [{ ...OPEN, state: 'half_open', nextProbe: at(20) }, 'under way'],
    [{ ...OPEN, state: 'half_open', nextProbe: at(-1) }, 'due'],
  ])('tells of %j that its probe is %s', async (view, text) => {
    shop.circuits = { 'us-east-1': shown(view) };

    await circuit('--region', 'us-east-1');

    expect(world.outLines[1]).toMatch(new RegExp(` ${text}$`));
  });

  it('prints JSON', async () => {
    shop.circuits = { 'us-east-1': shown(OPEN) };

    await circuit('--region', 'us-east-1', '--json');

    expect(JSON.parse(world.outLines.join('\n'))).toEqual([
      {
        region: 'us-east-1',
        state: 'open',
        since: '2025-12-31T23:58:25.000Z',
        trips: 3,
        nextProbe: '2026-01-01T00:00:12.000Z',
      },
    ]);
  });

  it('shows one Region when the other is lost', async () => {
    shop.circuits = { 'us-east-1': shown(CLOSED) };

    expect(await circuit()).toBe(1);
    expect(world.outLines).toHaveLength(2);
    expect(world.errLines).toEqual(['ops: us-west-2 has no table holdfast-shop']);
  });
});
