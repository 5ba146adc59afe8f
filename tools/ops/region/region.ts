import { type ExitCode } from '../../exit-codes';
import { type World } from '../../world';
import { type OpsPorts } from '../ports';
import { evacuate } from './evacuate';
import { type RegionOptions } from './options';
import { giveBack } from './return';
import { showStatus } from './status';

/** The commands about Regions. They use data planes only, so that they work while a control plane does not. */
export function runRegion(options: RegionOptions, world: World, ports: OpsPorts): Promise<ExitCode> {
  switch (options.kind) {
    case 'region-evacuate':
      return evacuate(options, world, ports);
    case 'region-return':
      return giveBack(options, world, ports);
    case 'region-status':
      return showStatus(options, world, ports);
  }
}
