import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '../../local/assembly/read-assembly';
import { functionSettings } from '../../local/lambda/function-settings';

/** A cold start loads the whole bundle: below this it takes a fifth of a second on the local cloud (docs/benchmarks.md). */
const MOST_BYTES = 500_000;

/** The functions of the primary Region, as they were just synthesized for the running cloud. */
const FUNCTIONS = functionSettings(
  readAssembly(join(__dirname, '..', '..', 'cdk.out')).regionTemplate('us-east-1'),
).map(({ name, codeDirectory }) => ({
  name,
  codeDirectory,
  bytes: statSync(join(codeDirectory, 'index.js')).size,
}));

it('there are functions', () => {
  expect(FUNCTIONS.map(({ name }) => name)).toContain('holdfast-place-order');
});

it('each has a bundle of its own', () => {
  expect(new Set(FUNCTIONS.map(({ codeDirectory }) => codeDirectory)).size).toBe(FUNCTIONS.length);
});

it.each(FUNCTIONS)('$name is a small bundle', ({ bytes }) => {
  expect(bytes).toBeLessThan(MOST_BYTES);
});
