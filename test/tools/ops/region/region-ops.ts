import { runOps } from '../../../../tools/ops/command';
import { type FakeWorld, fakeWorld } from '../../support/fake-world';
import { FakeShop } from '../fake-ports';
import { type FakeRegions } from './fake-regions';

/** `npm run ops -- region …` in a world of its own, whose clock the two Regions share. */
export interface RegionOps {
  readonly world: FakeWorld;
  /** What is asked of the operator, and of AWS. */
  readonly shop: FakeShop;
  readonly regions: FakeRegions;
  /** Exit code of `ops region <command> …argv`. */
  run(command: 'evacuate' | 'return' | 'status', ...argv: string[]): Promise<number>;
  /** The switches that were read and written, in order. */
  switches(): string[];
}

export function regionOps(): RegionOps {
  const world = fakeWorld();
  const shop = new FakeShop();
  const regions = shop.region;
  regions.now = world.now;
  return {
    world,
    shop,
    regions,
    run: (command, ...argv) => runOps(['region', command, ...argv], world, shop),
    switches: () => regions.calls.filter((call) => call.startsWith('switch')),
  };
}
