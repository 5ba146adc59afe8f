import configuration from '../../../holdfast.config.json';
import { LOCAL_OPERATOR } from '../../client/credentials';
import { type HttpTransport } from '../../client/http';
import { forEachConcurrently } from '../../client/pool';
import { createSigner } from '../../client/sign';
import { invoke } from '../../ops/invoke';
import { type Clock } from '../clock';
import { shownBy } from '../evidence';
import { type Visit } from '../record';
import { awsEndpoint, DrillFailed, type DrillRegion } from '../shop';
import { type LeftBehind } from './record';

/** Runs the sweep of a Region as if it was that many milliseconds later. */
export type Sweep = (region: string, aheadMs: number) => Promise<void>;

/** Past the sweep's grace period of two minutes (lambdas/domain/orders/sweep.ts) and its minute's schedule. */
export const PAST_GRACE_MS = 4 * 60_000;

/** The sweep may advance orders for as long as its function may run. */
const SWEEP_TIMEOUT_MS = 120_000;

/** Calls the function behind the sweep's schedule in the shop of this port base. */
export function sweeper(portBase: number, transport: HttpTransport, clock: Clock): Sweep {
  return async (region, aheadMs) => {
    const now = new Date(clock.now());
    const outcome = await invoke({
      region: { region, endpoint: new URL(awsEndpoint(portBase, region)) },
      functionName: `${configuration.name}-sweep-orders`,
      payload: { time: new Date(clock.now() + aheadMs).toISOString() },
      transport,
      sign: createSigner(region, LOCAL_OPERATOR, 'lambda'),
      now,
      timeoutMs: SWEEP_TIMEOUT_MS,
    });
    if (outcome.kind !== 'returned') throw new DrillFailed(`the sweep failed: ${outcome.message}`);
  };
}

const ASKED_AT_ONCE = 4;

/** Orders that a Region had put off before it was gone. */
export const putOffBy = (region: string, goneAt: number, visits: readonly Visit[]) =>
  visits.flatMap(({ kept, sentAt }) =>
    kept?.status === 202 && kept.region === region && sentAt < goneAt ? [kept] : [],
  );

/** How a Region shows the orders that another one left behind. */
export async function lookAfter(
  orders: ReturnType<typeof putOffBy>,
  survivor: DrillRegion,
): Promise<readonly LeftBehind[]> {
  const found: LeftBehind[] = [];
  await forEachConcurrently(orders, ASKED_AT_ONCE, async ({ orderId, orderToken }) => {
    found.push({ orderId, shown: shownBy(survivor.name, await survivor.shopper.order(orderId, orderToken)) });
  });
  return found;
}
