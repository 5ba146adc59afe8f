import { type BuildOptions } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { type ServerResponse } from 'node:http';
import { join } from 'node:path';

const CLIENT = join(__dirname, 'client');

/** Everything comes from here, and nothing is inline: what shoppers typed can neither run nor load anything. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const BUILD: BuildOptions = {
  absWorkingDir: CLIENT,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome109', 'firefox115', 'safari16'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  write: false,
  logLevel: 'silent',
};

/** A file of the page. */
interface Asset {
  readonly type: string;
  read(): Promise<Uint8Array>;
}

/** Built anew each time, as files are read anew: esbuild takes some 30 ms, which the start need not. */
const bundle = (entryPoint: string, type: string): Asset => ({
  type,
  read: async () => {
    const { build } = await import('esbuild');
    const { outputFiles = [] } = await build({ ...BUILD, entryPoints: [entryPoint] });
    return outputFiles[0]?.contents ?? new Uint8Array();
  },
});

const file = (name: string, type: string): Asset => ({ type, read: () => readFile(join(CLIENT, name)) });

const ASSETS: Readonly<Record<string, Asset>> = {
  '/_local/': file('index.html', 'text/html; charset=utf-8'),
  '/_local/page.css': bundle('page.css', 'text/css; charset=utf-8'),
  '/_local/page.js': bundle('main.tsx', 'text/javascript; charset=utf-8'),
};

/** What answers for a file of the page; `undefined` for any other path. */
export function assetAt(path: string): ((response: ServerResponse) => Promise<void>) | undefined {
  const asset = Object.hasOwn(ASSETS, path) ? ASSETS[path] : undefined;
  if (asset === undefined) return undefined;
  return async (response) => {
    const content = await asset.read();
    response
      .writeHead(200, { ...HEADERS, 'content-type': asset.type, 'content-length': content.length })
      .end(content);
  };
}
