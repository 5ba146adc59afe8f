import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirectoryError } from '../../../local/data/data-directory-error';
import { openLineJournal, type LineJournal } from '../../../local/data/line-journal';
import { scratchDirectory } from '../../support/scratch-directory';

interface Entry {
  readonly text: string;
}

const entry = (text: string): Entry => ({ text });

let file: string;
let told: string[];
let opened: LineJournal<Entry>[];

const open = (): LineJournal<Entry> => {
  const journal = openLineJournal<Entry>(file, (message, detail) =>
    told.push(`${message} ${JSON.stringify(detail)}`),
  );
  opened.push(journal);
  return journal;
};

beforeEach(() => {
  file = join(scratchDirectory(), 'entries.ndjson');
  told = [];
  opened = [];
});
afterEach(() => opened.forEach((journal) => journal.close()));

describe('a journal of lines', () => {
  test('gives back what was appended, in order, over restarts', () => {
    open().append(entry('one'));
    open().append(entry('zwei – 2'));
    expect(open().read()).toEqual([entry('one'), entry('zwei – 2')]);
    expect(told).toEqual([]);
  });

  test('cuts off a half entry at its end wherever it was torn, and says so', () => {
    const whole = Buffer.from(`${JSON.stringify(entry('whole'))}\n`);
    const torn = Buffer.from(`${JSON.stringify(entry('ä torn entry'))}\n`);
    for (let length = 1; length < torn.length; length++) {
      told = [];
      writeFileSync(file, Buffer.concat([whole, torn.subarray(0, length)]));
      const journal = open();
      expect(journal.read()).toEqual([entry('whole')]);
      expect(told).toEqual([
        `${file} ended in the middle of an entry; nobody had been told of it, so it has been removed {"bytes":${length}}`,
      ]);
      journal.append(entry('next'));
      expect(journal.read()).toEqual([entry('whole'), entry('next')]);
    }
  });

  test('names the line that is damaged, and touches nothing', () => {
    open().append(entry('one'));
    appendFileSync(file, '{"text":\n');
    open().append(entry('three'));
    const before = readFileSync(file, 'utf8');
    const read = () => open().read();
    expect(read).toThrow(DataDirectoryError);
    expect(read).toThrow(`${file}:2 is not JSON`);
    expect(read).toThrow(/Correct the line, or remove it/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});
