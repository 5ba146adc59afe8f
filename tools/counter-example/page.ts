/** The lines in the page between which the figures stand. */
const BEGIN = '<!-- npm run counter-example -->\n';
const END = '<!-- end -->';

/** The page with other figures. Null when it has no place for them, so that nothing of it is lost. */
export function withFigures(page: string, lines: readonly string[]): string | null {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END, begin);
  if (begin < 0 || end < 0) return null;
  const before = page.slice(0, begin + BEGIN.length);
  return `${before}\n${lines.join('\n')}\n\n${page.slice(end)}`;
}
