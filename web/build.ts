import { buildSync, type Metafile } from 'esbuild';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Browsers that have every feature the storefront uses; older ones get the message of index.html's
 * noscript at best. All of them have had ES2022, `structuredClone` and `crypto.randomUUID`.
 */
const BROWSERS = ['chrome109', 'edge109', 'firefox115', 'safari16'];

/**
 * Builds the static storefront: `index.html`, script and style sheet under `assets/` with a hash of their
 * content in their names (to be cached for ever), and the files of `public/` as they are. Nothing is inline,
 * so that a Content-Security-Policy of `'self'` holds. The same sources give the same bytes.
 *
 * @param outputDirectory Made if it is not there. What is in it already stays.
 * @throws esbuild's BuildFailure when a source does not compile.
 */
export function buildStorefront(outputDirectory: string): void {
  mkdirSync(outputDirectory, { recursive: true });
  cpSync(join(__dirname, 'public'), outputDirectory, { recursive: true });
  const { metafile } = buildSync({
    absWorkingDir: __dirname,
    entryPoints: ['main.tsx'],
    outdir: outputDirectory,
    entryNames: 'assets/[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: BROWSERS,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    logLevel: 'error',
  });
  const page = readFileSync(join(__dirname, 'index.html'), 'utf8')
    .replace('%SCRIPT%', address(metafile, '.js', outputDirectory))
    .replace('%STYLE%', address(metafile, '.css', outputDirectory));
  writeFileSync(join(outputDirectory, 'index.html'), page);
}

/** Where the browser finds the one output with this extension. */
function address(metafile: Metafile, extension: string, outputDirectory: string): string {
  const output = Object.keys(metafile.outputs).find((path) => path.endsWith(extension));
  if (output === undefined) throw new Error(`The build of ${__dirname}/main.tsx made no ${extension} file.`);
  return `/${relative(outputDirectory, join(__dirname, output)).replaceAll('\\', '/')}`;
}
