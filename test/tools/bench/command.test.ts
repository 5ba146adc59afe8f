import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runBench } from '../../../tools/bench/command';
import { type BenchReport } from '../../../tools/bench/report';
import { BenchFailed, type Section } from '../../../tools/bench/section';
import { EXIT } from '../../../tools/exit-codes';
import { type FakeWorld, fakeWorld } from '../support/fake-world';
import { checkoutsTable, reportOf } from './samples';

const checkouts: Section = {
  name: 'checkouts',
  about: 'checkouts',
  run: async () => [checkoutsTable([50, 20, 100], [58, 200, 100])],
};
const broken: Section = {
  name: 'broken',
  about: 'fails',
  run: async () => {
    throw new BenchFailed('the shop was closed');
  },
};

const bench = (world: FakeWorld, ...argv: string[]) => runBench(argv, world, [broken, checkouts]);
const readJson = (world: FakeWorld, name: string) =>
  JSON.parse(readFileSync(join(world.callerDirectory, name), 'utf8')) as BenchReport;

describe('the bench', () => {
  it('prints tables and aims and writes them as JSON', async () => {
    const world = fakeWorld();

    expect(await bench(world, '--only', 'checkouts', '--json', 'out.json')).toBe(EXIT.fine);

    const text = world.outLines.join('\n');
    expect(text).toMatch(/1 at a time +50 +20 +100/);
    expect(text).toMatch(/16 at a time +at least 60 +58 +MISSED/);
    const report = readJson(world, 'out.json');
    expect(report.tables).toHaveLength(1);
    expect(report.aims).toContainEqual(expect.objectContaining({ measured: 58, met: false }));
    expect(report).toMatchObject({ quick: false, seed: 1, startedAt: '2026-01-01T00:00:00.000Z' });
  });

  it('goes on after a section that could not be measured, and says so in its exit code', async () => {
    const world = fakeWorld();

    expect(await bench(world, '--json', 'out.json')).toBe(EXIT.flawed);

    expect(world.errLines).toContain('broken: the shop was closed');
    expect(readJson(world, 'out.json')).toMatchObject({
      failed: [{ section: 'broken', why: 'the shop was closed' }],
      tables: [{ name: 'checkouts' }],
    });
  });

  it('compares with what an earlier run wrote', async () => {
    const world = fakeWorld();
    world.file('old.json', JSON.stringify(reportOf([checkoutsTable([25, 20, 100], [58, 200, 100])])));

    expect(await bench(world, '--only', 'checkouts', '--compare', 'old.json')).toBe(EXIT.fine);

    expect(world.outLines.join('\n')).toMatch(/1 at a time +\+100\.0 % +=/);
  });

  it.each<[string, string[], RegExp]>([
    ['no such report', ['--compare', 'none.json'], /cannot read .*none\.json: ENOENT/],
    ['no report', ['--compare', 'other.json'], /other\.json is no report of the bench: .*startedAt/s],
    ['no JSON', ['--compare', 'text.json'], /cannot read .*text\.json: Unexpected token/],
    ['no place to write', ['--json', 'missing/out.json'], /cannot write .*out\.json: ENOENT/],
    ['wrong usage', ['--only', 'speed'], /--only names "speed"[\s\S]*Usage: npm run bench/],
  ])('says at once when there is %s', async (_, argv, message) => {
    const world = fakeWorld();
    world.file('other.json', '{"ok": true}');
    world.file('text.json', 'hello');

    expect(await bench(world, ...argv)).toBe(EXIT.failed);

    expect(world.errLines.join('\n')).toMatch(message);
    expect(world.outLines).toEqual([]);
  });

  it('keeps what it has when it is interrupted', async () => {
    const world = fakeWorld();
    const interrupting: Section = {
      ...checkouts,
      name: 'last',
      run: async ({ world: { interrupted } }) => {
        world.interrupt();
        interrupted.throwIfAborted();
        return [];
      },
    };

    expect(await runBench(['--json', 'out.json'], world, [checkouts, interrupting, broken])).toBe(
      EXIT.interrupted,
    );
    expect(readJson(world, 'out.json')).toMatchObject({ tables: [{ name: 'checkouts' }], failed: [] });
  });

  it('shows its help', async () => {
    const world = fakeWorld();

    expect(await bench(world, '--help')).toBe(EXIT.fine);
    expect(world.outLines.join('\n')).toMatch(/Usage: npm run bench[\s\S]*broken +fails/);
  });
});
