import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readAssembly } from '../../local/assembly/read-assembly';
import { type FunctionSettings, functionSettings } from '../../local/lambda/function-settings';
import { Functions } from '../../local/lambda/functions';
import { assemblyDirectory } from '../../local/synthesis/synthesize';
import { portsOf } from '../../local/terminal/ports';
import { type RegionTemplate } from '../../local/types';
import { firstEvent } from './first-event';
import { type Bench, BenchFailed, type Row, type Section } from './section';
import { median } from './statistics';
import { withShop } from './with-shop';

const RUNS = 5;
const QUICK_RUNS = 1;

/** Every function's bundle and how long its first answer takes. */
export const functions: Section = {
  name: 'functions',
  about: 'bundle size and cold-start time of each function',
  run: (bench) =>
    withShop(bench, async () => {
      const region = await homeRegion(bench);
      const rows: Row[] = [];
      for (const settings of functionSettings(region.template))
        rows.push(await functionRow(bench, region, settings));
      return [
        {
          name: 'functions',
          title: 'Functions',
          columns: [
            { name: 'bundle', unit: 'KB', better: 'lower' },
            { name: 'source map', unit: 'KB' },
            { name: 'cold start', unit: 'ms', better: 'lower' },
          ],
          rows,
          notes: [
            'KB are 1,000 bytes, unzipped. Cold start: median from spawning the environment’s process to its first',
            'answer, under AWS’s runtime interface client on the local runtime: an unknown path, an empty batch,',
            'or a scheduled run over the small catalogue. Lambda’s own time to place an environment is not in it.',
          ],
        },
      ];
    }),
};

interface HomeRegion {
  readonly name: string;
  readonly template: RegionTemplate;
  readonly awsEndpoint: string;
}

/** The first region of the cloud that was just started, which left its assembly behind. */
async function homeRegion({ world, portBase }: Bench): Promise<HomeRegion> {
  const assembly = readAssembly(await assemblyDirectory(world.projectDirectory));
  const [name = ''] = assembly.regions;
  const awsEndpoint = `http://127.0.0.1:${portsOf(portBase, assembly.regions.length).awsEndpoints[0]}`;
  return { name, template: assembly.regionTemplate(name, { sqsAddress: () => awsEndpoint }), awsEndpoint };
}

async function functionRow(
  { say, quick, world }: Bench,
  region: HomeRegion,
  settings: FunctionSettings,
): Promise<Row> {
  say(`${settings.name} …`);
  const coldStarts: number[] = [];
  for (let run = 0; run < (quick ? QUICK_RUNS : RUNS); run++) {
    world.interrupted.throwIfAborted();
    coldStarts.push(await coldStart(region, settings, world.now()));
  }
  const bundle = await kilobytes(settings.codeDirectory, (name) => !name.endsWith('.map'));
  const map = await kilobytes(settings.codeDirectory, (name) => name.endsWith('.map'));
  return { name: settings.name, values: [bundle, map, median(coldStarts)] };
}

/** As on AWS, nothing is there that an earlier environment has compiled (local/lambda/preload.mjs). */
const UNCACHED = { NODE_DISABLE_COMPILE_CACHE: '1' };

/** Milliseconds until a fresh environment has answered. Throws {@link BenchFailed} when it fails instead. */
async function coldStart(region: HomeRegion, settings: FunctionSettings, now: Date): Promise<number> {
  const lines: string[] = [];
  const pool = new Functions({
    region: region.name,
    functions: [{ ...settings, environment: { ...settings.environment, ...UNCACHED } }],
    awsEndpoint: region.awsEndpoint,
    onLine: (_, line) => void lines.push(line),
  });
  try {
    const startedAt = performance.now();
    const result = await pool.invoke(settings.arn, firstEvent(region.template, settings, now));
    const took = performance.now() - startedAt;
    if (result.kind === 'returned') return took;
    throw new BenchFailed(`${settings.name} did not answer: ${JSON.stringify(result)}\n${lines.join('\n')}`);
  } finally {
    pool.close();
  }
}

/** Size of a directory's files of some names. */
async function kilobytes(directory: string, counts: (name: string) => boolean): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && counts(entry.name));
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => stat(join(parentPath, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0) / 1_000;
}
