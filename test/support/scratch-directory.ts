import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** Imported by a test file, this cleans up after all of its tests. */
afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A new, empty directory that is removed with all that is in it once the tests of the file are done. */
export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-test-'));
  made.push(directory);
  return directory;
}
