import { type OpsRegion } from '../deployment';
import { type SwitchItem } from './ports';
import { type RegionShop } from './shop';
import { type StepResult } from './steps';

/** DynamoDB replicates within a second or so; a backlog of half a minute would be worth waiting for. */
const LIMIT_MS = 30_000;
const EVERY_MS = 100;

/**
 * Sends the switch as it is, with a new time, from one Region's Shop table to the other's and back, and waits until it
 * is there. It shows that both directions flow and how long one item takes now, not that no older one is still on its
 * way: DynamoDB keeps no order between items.
 */
export async function seeReplication(
  shop: RegionShop,
  serving: OpsRegion,
  back: OpsRegion,
  before: SwitchItem,
): Promise<StepResult> {
  const there = await seeOneWay(shop, serving, back, before, back.region);
  if (typeof there === 'string') return { outcome: 'failed', detail: there };
  const andBack = await seeOneWay(shop, back, serving, before, back.region);
  if (typeof andBack === 'string') return { outcome: 'failed', detail: andBack };
  const detail = `one item went from ${serving.region} to ${back.region} in ${there} ms, and back in ${andBack} ms`;
  return { outcome: 'done', detail: `replication flows: ${detail}` };
}

/** Milliseconds that it took, or what went wrong. */
async function seeOneWay(
  shop: RegionShop,
  from: OpsRegion,
  to: OpsRegion,
  { on, weight }: SwitchItem,
  region: string,
): Promise<number | string> {
  const { world } = shop;
  const written = await shop.writeSwitch([from], region, { on, weight });
  if (written.kind === 'failed') return written.message;
  const sent = await shop.readSwitch(from, region);
  const begun = world.now().getTime();
  for (;;) {
    const there = await shop.readSwitch(to, region);
    const ms = world.now().getTime() - begun;
    if (there.kind === 'failed') return there.message;
    if (sent.kind === 'ok' && there.value.changedAt === sent.value.changedAt) return ms;
    if (ms >= LIMIT_MS)
      return `what ${from.region} wrote has not come to ${to.region} within ${ms / 1_000} s`;
    if (world.interrupted.aborted) return 'stopped before replication was seen';
    await world.sleep(EVERY_MS);
  }
}
