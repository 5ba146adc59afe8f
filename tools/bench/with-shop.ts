import { type RunningCloud, startLocalCloud } from './local-cloud';
import { type Bench } from './section';
import { type BenchShop, connectShop } from './shop';

/** Starts a local cloud of its own for a measurement, and ends it whatever happens. */
export async function withShop<T>(
  bench: Bench,
  measure: (shop: BenchShop, cloud: RunningCloud) => Promise<T>,
): Promise<T> {
  const { world, portBase } = bench;
  bench.say('starting a local cloud …');
  const cloud = await startLocalCloud({
    project: world.projectDirectory,
    portBase,
    signal: world.interrupted,
  });
  const shop = connectShop(portBase, world.now);
  try {
    return await measure(shop, cloud);
  } finally {
    shop.close();
    await cloud.stop();
  }
}
