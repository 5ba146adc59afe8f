import { startLocalCloud } from '../bench/local-cloud';
import { createTransport, type HttpTransport } from '../client/http';
import { localControl, localTargets } from '../client/regions';
import { startRecording } from '../history/recording';
import { type World } from '../world';
import { type CommonOptions } from './common-options';
import { connectDrill, DrillFailed, type DrillShop } from './shop';

/** A shop to drill, and the way to it. */
export interface Ground {
  readonly shop: DrillShop;
  /** Written down where a history is asked for. */
  readonly transport: HttpTransport;
}

/** Open-loop traffic has as many requests under way as it takes. */
const MOST_CONNECTIONS = 2_000;

/** Drills a shop of its own, or the one that runs. */
export async function onLocalShop<T>(
  options: CommonOptions,
  world: World,
  drill: (ground: Ground) => Promise<T>,
): Promise<T> {
  if (options.running) return connected(options, world, drill);
  world.terminal.err('starting a local shop …');
  const { projectDirectory: project, interrupted: signal } = world;
  const cloud = await startLocalCloud({ project, portBase: options.portBase, signal });
  try {
    return await connected(options, world, drill);
  } finally {
    await cloud.stop();
  }
}

async function connected<T>(
  options: CommonOptions,
  world: World,
  drill: (ground: Ground) => Promise<T>,
): Promise<T> {
  const transport = openTransport(options, world);
  const shop = connectDrill(options.portBase, transport, world.now);
  try {
    return await drill({ shop, transport });
  } finally {
    shop.close();
    transport.close();
  }
}

/** The way to the shop, recorded if asked for. Each run has Idempotency-Keys of its own. */
function openTransport({ history: path, portBase }: CommonOptions, world: World): HttpTransport {
  const targets = [...localTargets(portBase), { region: 'edge', url: localControl(portBase) }];
  const options = { path, targets, tool: 'drill', newKeys: true };
  const recording = startRecording(createTransport(MOST_CONNECTIONS), options, world);
  if (recording.kind === 'unwritable') throw new DrillFailed(recording.message);
  return recording.transport;
}

/** A name that no other run of a drill has. */
export const newRun = ({ random }: Pick<World, 'random'>): string =>
  Math.floor(random() * 36 ** 8).toString(36);
