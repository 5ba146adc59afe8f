import { runDrill } from '../../../tools/drill/command';
import { fakeWorld } from '../support/fake-world';

it('shows how it is used', async () => {
  const world = fakeWorld();

  expect(await runDrill(['--help'], world)).toBe(0);
  expect(world.outLines.join('\n')).toContain('Usage: npm run drill -- payment-outage | region-loss');
});

it('refuses what it does not understand, with exit code 2', async () => {
  const world = fakeWorld();

  expect(await runDrill(['fire'], world)).toBe(2);
  expect(world.errLines[0]).toContain('drill: unknown drill "fire"');
});

it('fails with exit code 2 when no shop runs there', async () => {
  const world = fakeWorld();

  expect(await runDrill(['payment-outage', '--running', '--port-base', '1'], world)).toBe(2);
  expect(world.errLines.at(-1)).toMatch(/^drill: importing products failed: .*ECONNREFUSED/);
});
