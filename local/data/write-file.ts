import { renameSync, writeFileSync } from 'node:fs';

/** Replaces a file as a whole: whoever dies in the middle leaves the old one. Only its owner may read it. */
export function replaceFile(file: string, text: string): void {
  const next = `${file}.new`;
  writeFileSync(next, text, { mode: 0o600 });
  renameSync(next, file);
}
