import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Everything that the templates and the bundled functions are made from. */
const SOURCES = [
  'bin',
  'lib',
  'lambdas',
  'web',
  'cdk.json',
  'holdfast.config.json',
  'package-lock.json',
  'tsconfig.json',
];

async function filesBelow(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/**
 * Identifies the sources of the synthesized app, and the environment that chooses its configuration, so
 * that an unchanged app need not be synthesized again.
 */
export async function sourceHash(project: string, environment: string | undefined): Promise<string> {
  const files = (await Promise.all(SOURCES.map((source) => filesBelow(join(project, source))))).flat().sort();
  const hash = createHash('sha256').update(environment ?? '');
  for (const file of files) hash.update(`\0${file}\0`).update(await readFile(file));
  return hash.digest('hex');
}
