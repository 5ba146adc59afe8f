import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildStorefront } from '../../web/build';

/** The most script that a shopper loads, compressed: what was promised for a phone on a slow network. */
const MOST_SCRIPT_BYTES = 60_000;

const directories: string[] = [];

function build(): Map<string, Buffer> {
  const directory = mkdtempSync(join(tmpdir(), 'storefront-'));
  directories.push(directory);
  buildStorefront(directory);
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  return new Map(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [path.slice(directory.length), readFileSync(path)];
    }),
  );
}

describe('the built storefront', () => {
  const files = build();
  const page = String(files.get('/index.html'));

  afterAll(() => directories.forEach((directory) => rmSync(directory, { recursive: true })));

  it('is the same, byte for byte, wherever it is built', () => {
    expect(build()).toEqual(files);
  });

  it('has no more script than promised', () => {
    const scripts = [...files].filter(([name]) => name.endsWith('.js')).map(([, bytes]) => bytes);
    expect(scripts).toHaveLength(1);
    expect(gzipSync(Buffer.concat(scripts)).length).toBeLessThan(MOST_SCRIPT_BYTES);
  });

  it('is named by its content, and the page names only what is there', () => {
    const named = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(named.filter((path) => /^\/assets\/main-[A-Z0-9]{8}\.(js|css)$/.test(path))).toHaveLength(2);
    expect(named.every((path) => files.has(path))).toBe(true);
  });

  it('has neither script nor style in the page, and loads nothing from elsewhere', () => {
    expect(page).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son[a-z]+=/);
    expect(page).not.toMatch(/https?:\/\//);
  });

  it('never puts text in as HTML', () => {
    const script = [...files].find(([name]) => name.endsWith('.js'))?.[1].toString() ?? '';
    // Preact itself has the name once, for a property that no part of ours may set (tools/lint/storefront.mjs).
    expect(script.match(/dangerouslySetInnerHTML/g)?.length ?? 0).toBeLessThanOrEqual(3);
    expect(script).not.toMatch(/insertAdjacentHTML|document\.write|\beval\(|new Function/);
  });

  it('begins as a test shop', () => {
    expect(JSON.parse(String(files.get('/config.json')))).toEqual({ payment: { publishableKey: null } });
  });
});
