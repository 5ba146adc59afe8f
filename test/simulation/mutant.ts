import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { compileFunction } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import type * as simulation from './simulation';

/** A bug to plant: a text of a source file and what stands there instead. */
export interface Mutation {
  /** Relative to the project, for example `lambdas/domain/stock/settle.ts`. */
  readonly file: string;
  /** Must occur in the file exactly once. */
  readonly replace: string;
  readonly by: string;
  /** Another place that has to change with it, where the code would be right in spite of one. */
  readonly and?: Mutation;
}

const ROOT = join(__dirname, '..', '..');

/** The file's text with the bug in it. Throws when the text to replace is not there exactly once. */
export function mutate(source: string, { file, replace, by }: Mutation): string {
  const parts = source.split(replace);
  if (parts.length !== 2)
    throw new Error(
      `"${replace}" occurs ${parts.length - 1} times in ${file}, not once: adapt the table of planted bugs`,
    );
  return parts.join(by);
}

const withAll = (mutation: Mutation): Mutation[] => [
  mutation,
  ...(mutation.and ? withAll(mutation.and) : []),
];

function planting(mutation: Mutation): Plugin {
  let planted = false;
  return {
    name: 'plant-a-bug',
    setup({ onLoad, onEnd }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (relative(ROOT, path) !== mutation.file) return undefined;
        planted = true;
        return { contents: mutate(await readFile(path, 'utf8'), mutation), loader: 'ts' };
      });
      onEnd(() => (planted ? {} : { errors: [{ text: `${mutation.file} is no part of the simulation` }] }));
    },
  };
}

/** The simulation with the real code bundled into it, and the bug, if any, planted there. */
export const loadSimulation = (mutation?: Mutation): Promise<typeof simulation> =>
  loadBundle<typeof simulation>('simulation.ts', mutation);

/** A file of test/simulation with the real code bundled into it, and the bug, if any, planted there. */
export async function loadBundle<Module>(entry: string, mutation?: Mutation): Promise<Module> {
  const module: { exports: unknown } = { exports: {} };
  const code = await bundle(entry, mutation);
  const run = compileFunction(code, ['module', 'exports', 'require']) as (...names: unknown[]) => void;
  run(module, module.exports, createRequire(__filename));
  return module.exports as Module;
}

/** The same as one CommonJS text. */
export async function bundle(entry: string, mutation?: Mutation): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, entry)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
    target: 'node24',
    // Half of the text, and no place for bugs: loaded once instead of bundled each time.
    external: ['zod'],
    plugins: mutation ? withAll(mutation).map(planting) : [],
  });
  return outputFiles[0]?.text ?? '';
}
