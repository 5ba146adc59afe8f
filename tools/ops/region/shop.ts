import { EXIT, type ExitCode } from '../../exit-codes';
import { type World } from '../../world';
import { type OpsRegion } from '../deployment';
import { type Reply } from '../message-queue';
import { type OpsPorts } from '../ports';
import { type Addresses, findAddresses, type RegionPlace } from './addresses';
import { lookAt, type RegionSeen } from './look';
import { type RegionOptions } from './options';
import { type RegionPorts, type SwitchItem, type SwitchTable } from './ports';

/** The shop as the commands about Regions work on it. */
export class RegionShop {
  constructor(
    readonly addresses: Addresses,
    readonly ports: RegionPorts,
    readonly world: World,
    private readonly tableName: string,
  ) {}

  /** Both health checks of all Regions at once. */
  look(): Promise<RegionSeen[]> {
    return Promise.all(this.addresses.regions.map((place) => this.lookAt(place)));
  }

  lookAt(place: RegionPlace): Promise<RegionSeen> {
    return lookAt(place, this.ports, this.world.now);
  }

  place(name: string): RegionPlace {
    const found = this.addresses.regions.find(({ region }) => region === name);
    if (found === undefined) throw new RangeError(`no Region ${name} in this deployment`);
    return found;
  }

  readSwitch(through: OpsRegion, region: string): Promise<Reply<SwitchItem>> {
    return this.ports.readSwitch(this.table(through), region);
  }

  /** Writes the switch through the first of these Regions whose table takes it. */
  async writeSwitch(
    through: readonly OpsRegion[],
    region: string,
    wanted: Pick<SwitchItem, 'on' | 'weight'>,
  ): Promise<Reply<string>> {
    const failures: string[] = [];
    for (const one of through) {
      const changedAt = this.world.now().toISOString();
      const reply = await this.ports.writeSwitch(this.table(one), region, { ...wanted, changedAt });
      if (reply.kind === 'ok') return { kind: 'ok', value: one.region };
      failures.push(reply.message);
    }
    return { kind: 'failed', message: failures.join('; ') };
  }

  private table(through: OpsRegion): SwitchTable {
    return { through, tableName: this.tableName };
  }
}

/** Finds the shop's addresses; an exit code, told, when they are not known. */
export async function openShop(
  options: RegionOptions,
  world: World,
  ports: OpsPorts,
): Promise<RegionShop | ExitCode> {
  const { addresses, deployment } = options;
  const { localControl } = addresses;
  const storeArn = localControl === null ? null : await ports.region.localStoreArn(localControl);
  const found = findAddresses(options, world, storeArn);
  if (found.kind === 'ok') return new RegionShop(found.value, ports.region, world, `${deployment.name}-shop`);
  world.terminal.err(`ops: ${found.message}`);
  return EXIT.failed;
}
