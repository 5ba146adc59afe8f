import { type ProgressDisplay } from '../../../tools/progress';
import { fakeWorld } from '../../tools/support/fake-world';
import { PLANTED_BUGS } from '../planted-bugs';
import { type PlantedBug } from '../planted/planted-bug';
import { describeMutants, describeSeeds, isFine } from './report';
import { runMutants } from './run-mutants';
import { runSeeds, type Surroundings } from './run-seeds';
import { runSimulate } from './simulate';

const progress: ProgressDisplay = { show: () => undefined, note: () => undefined, finish: () => undefined };

const around = (changes: Partial<Surroundings> = {}): Surroundings => ({
  now: () => 0,
  stopped: () => false,
  progress,
  ...changes,
});

function bugNamed(start: string): PlantedBug {
  const bug = PLANTED_BUGS.find(({ name }) => name.startsWith(start));
  if (bug) return bug;
  throw new Error(`there is no planted bug "${start}"`);
}

/** Found with the first seeds, and shortened quickly. */
const soonFound = bugNamed('an order is committed before');

const some = { from: 1, seeds: 210, workers: 2, mutants: false };

jest.setTimeout(60_000);

describe('npm run simulate', () => {
  it('plays the seeds that it was asked for, and says how many kept every promise', async () => {
    const world = fakeWorld();
    expect(await runSimulate(['--seeds', '3', '--from', '5', '--workers', '1'], world)).toBe(0);
    expect(world.outLines.join('\n')).toMatch(
      /^every promise held: 3 seeds from 5 on, .* seeds a second on 1 core$/,
    );
  });

  it('explains a wrong flag, and itself', async () => {
    const world = fakeWorld();
    expect(await runSimulate(['--seeds', 'all'], world)).toBe(2);
    expect(world.errLines.join('\n')).toMatch(/simulate: --seeds is "all".*\n\nUsage: npm run simulate/);
    expect(await runSimulate(['--help'], world)).toBe(0);
    expect(world.outLines.join('\n')).toMatch(/^Usage: npm run simulate/);
  });

  it('plays every seed once, in chunks, on all cores', async () => {
    const result = await runSeeds(some, around());
    expect(result).toMatchObject({ runs: 210 });
    expect(result.failure).toBeUndefined();
  });

  it('begins no chunk when it was stopped or its time is over', async () => {
    expect((await runSeeds(some, around({ stopped: () => true }))).runs).toBe(0);
    let minutes = 0;
    const now = () => (minutes += 2) * 60_000;
    expect((await runSeeds({ ...some, minutes: 1 }, around({ now }))).runs).toBe(0);
  });

  it('prints the shortest history of a broken promise, and the command that plays it again', async () => {
    const result = await runSeeds({ ...some, workers: 1 }, around(), soonFound);
    const { seed = -1, shortest } = result.failure ?? {};
    const lines = describeSeeds(result, some);
    expect(lines[0]).toMatch(new RegExp(`^seed ${seed} breaks a promise: `));
    expect(lines).toContain(`  ${shortest?.trace.at(-1)}`);
    expect(lines).toContain(`replay it: npm run simulate -- --from ${seed} --seeds 1`);
    expect(lines.at(-1)).toMatch(/^A PROMISE WAS BROKEN: /);
  });

  it('fails when a planted bug is not found, or a harmless change breaks a promise', async () => {
    const harmless = { ...bugNamed('a reserve request takes again'), within: 1 };
    const plan = { first: 1, workers: 2, bugs: [soonFound], harmless: [harmless] };
    const fine = await runMutants(plan, progress, () => false);
    expect(isFine(fine)).toBe(true);
    expect(describeMutants(fine)).toContain('1 of 1 planted bugs were found.');
    const swapped = await runMutants(
      { ...plan, bugs: [harmless], harmless: [soonFound] },
      progress,
      () => false,
    );
    expect(isFine(swapped)).toBe(false);
    const text = describeMutants(swapped).join('\n');
    expect(text).toMatch(/\| a reserve request takes again.* \| NOT FOUND within 1 \|/);
    expect(text).toMatch(/NOT HARMLESS after 1 runs: an order is committed before/);
  });
});
