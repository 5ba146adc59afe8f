import { runCounterExample } from '../../../tools/counter-example/command';
import { fakeWorld } from '../support/fake-world';

it('shows how it is used', async () => {
  const world = fakeWorld();

  expect(await runCounterExample(['--help'], world)).toBe(0);
  expect(world.outLines.join('\n')).toContain('Usage: npm run counter-example');
});

it('refuses what it does not understand, with exit code 2', async () => {
  const world = fakeWorld();

  expect(await runCounterExample(['--lags', 'long'], world)).toBe(2);
  expect(world.errLines[0]).toContain('counter-example: a lag of --lags is "long"');
});

it('fails with exit code 2 when no shop runs there', async () => {
  const world = fakeWorld();

  expect(await runCounterExample(['--running', '--port-base', '1'], world)).toBe(2);
  expect(world.errLines.at(-1)).toMatch(/^counter-example: healing failed: .*ECONNREFUSED/);
});
