import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const LAMBDAS = path.join(__dirname, '../../../lambdas');

/** A file below `lambdas/`. */
export const sourceOf = (file: string): string => readFileSync(path.join(LAMBDAS, file), 'utf8');

/** Everything that goes into the function in `lambdas/<folder>`: its handler, and what that imports in turn. */
export function sourcesOf(folder: string): string {
  const known = KNOWN.get(folder);
  if (known !== undefined) return known;
  const files = new Map<string, string>();
  collect(path.join(LAMBDAS, folder, 'handler.ts'), files);
  const sources = [...files.values()].join('\n');
  KNOWN.set(folder, sources);
  return sources;
}

const KNOWN = new Map<string, string>();

function collect(file: string, files: Map<string, string>): void {
  if (files.has(file) || !existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  files.set(file, text);
  for (const [, imported] of text.matchAll(/from '(\.[^']+)'/g))
    collect(`${path.join(path.dirname(file), String(imported))}.ts`, files);
}
