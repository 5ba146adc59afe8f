import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

export const ROOT = path.join(__dirname, '..', '..');

/** A page of the documentation, as its reader sees it. */
export interface Page {
  /** From the project's directory: `docs/runbooks/api-slow.md`. */
  readonly file: string;
  readonly text: string;
}

export function readPage(file: string): Page {
  return { file, text: readFileSync(path.join(ROOT, file), 'utf8') };
}

const RUNBOOKS = 'docs/runbooks';

/** All runbooks, without their index. */
export const runbooks = (): readonly Page[] =>
  readdirSync(path.join(ROOT, RUNBOOKS))
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => readPage(`${RUNBOOKS}/${file}`));

/** `api-slow` of `docs/runbooks/api-slow.md`. */
export const nameOf = ({ file }: Page): string => path.basename(file, '.md');

/** Headings of the second level, in their order, with the text below each. */
export function sectionsOf({ text }: Page): ReadonlyMap<string, string> {
  const parts = text.split(/^## /m).slice(1);
  return new Map(
    parts.map((part) => {
      const [title = '', ...lines] = part.split('\n');
      return [title, lines.join('\n').trim()] as const;
    }),
  );
}

/** Commands of a page, one a line: those in blocks of `sh`, continued lines put together, and those in the text. */
export function commandsOf({ text }: Page): readonly string[] {
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => String(block));
  const lines = blocks.flatMap((block) => block.replace(/\\\n\s*/g, ' ').split('\n'));
  const inText = [...text.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) =>
    String(code),
  );
  return [...lines, ...inText.filter((code) => code.includes(' '))]
    .map((line) => line.replace(/ #.*$/, '').trim())
    .filter((line) => line !== '');
}

/** Words of a command as a shell takes them apart; quotes are taken away. */
export const wordsOf = (command: string): string[] =>
  [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );

/** Links of a page to other pages of the project, or to places in them, that lead nowhere. */
export function brokenLinks(page: Page): readonly string[] {
  const links = [...page.text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => String(link));
  return links.filter((link) => !/^https?:/.test(link) && !leadsSomewhere(page, link));
}

function leadsSomewhere(page: Page, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page.file : path.join(path.dirname(page.file), file);
  if (!existsSync(path.join(ROOT, target))) return false;
  return anchor === undefined || anchorsOf(readPage(target)).includes(anchor);
}

/** GitHub's names of headings: lower case, without punctuation, blanks as hyphens. */
const anchorsOf = ({ text }: Page): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    String(title)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/ /g, '-'),
  );
