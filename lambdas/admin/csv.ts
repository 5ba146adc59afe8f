/** A record of a CSV text; `broken` says what is wrong with its quotes. */
export type CsvRecord =
  | { readonly kind: 'cells'; readonly cells: readonly string[] }
  | { readonly kind: 'broken'; readonly message: string };

/** A cell and what comes after it; quotes inside a quoted cell are doubled. */
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

/**
 * Records of an RFC 4180 text; blank lines are left out. Lines may end with LF alone, and a byte order mark
 * may stand in front: spreadsheets write both. A record whose quotes are wrong ends with its line.
 */
export function* csvRecords(text: string): Generator<CsvRecord> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const { record, end } = recordAt(text, at);
    at = end;
    if (record.kind === 'broken' || record.cells.length > 1 || record.cells[0] !== '') yield record;
  }
}

function recordAt(text: string, start: number): { record: CsvRecord; end: number } {
  const cells: string[] = [];
  for (let at = start; ;) {
    CELL.lastIndex = at;
    const match = CELL.exec(text);
    if (match === null) return { record: brokenAt(text, at), end: endOfLine(text, at) };
    const [whole, quoted, plain, delimiter] = match;
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    at += whole.length;
    if (delimiter !== ',') return { record: { kind: 'cells', cells }, end: at };
  }
}

function brokenAt(text: string, at: number): CsvRecord {
  const message =
    text[at] === '"'
      ? 'a quote is not closed, or text follows a closing quote'
      : 'a quote stands inside a cell that is not quoted';
  return { kind: 'broken', message };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}
