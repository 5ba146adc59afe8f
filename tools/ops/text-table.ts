/** Text in columns, all to the left, two spaces apart; column names, if any, are the first line. */
export function textTable(lines: readonly (readonly string[])[]): readonly string[] {
  const count = Math.max(0, ...lines.map(({ length }) => length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Text from outside on one line: control characters could move the cursor or colour the terminal. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
