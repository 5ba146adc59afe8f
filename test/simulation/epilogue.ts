import { orderIdOf } from '../../lambdas/domain/orders/identity';
import { hold } from './broken-promise';
import { cancel, fulfil, plainRequest, type Scenario, shop } from './scenario';
import { type World } from './world';

const SKU = 'A';

/** Units on sale that nobody holds. */
const onSale = ({ ledger }: World): number =>
  [...ledger.buckets.values()].reduce((sum, { sku, available }) => sum + (sku === SKU ? available : 0), 0);

/** The order of a shopper who comes when all is well; undefined while the circuit keeps payments back. */
async function place(world: World, scenario: Scenario, key: string, region: string) {
  const isThere = onSale(world) > 0;
  shop(world, scenario, plainRequest(key, SKU), region);
  await world.network.run(() => undefined);
  const { outcome } = scenario.answers.at(-1) ?? {};
  hold(
    outcome?.kind === (isThere ? 'placed' : 'out_of_stock'),
    `P6: ${isThere ? 'units are' : 'nothing is'} on sale, and a shopper is told ${outcome?.kind}`,
  );
  if (outcome?.kind !== 'placed') return undefined;
  const isPutOff = world.isGuarded && outcome.order.status === 'OPEN';
  hold(isPutOff || outcome.order.status === 'CONFIRMED', `P6: a good card made ${outcome.order.status}`);
  return isPutOff ? undefined : orderIdOf(key);
}

/**
 * P6: once everything has come to rest, the shop is as good as new. Who orders what is there gets it, and may cancel it
 * with its own token; goods that were paid for can be sent, and not be cancelled any more.
 */
export async function checkStillOpen(world: World, scenario: Scenario, region: string): Promise<void> {
  const before = onSale(world);
  if ((await place(world, scenario, 'late 1', region)) === undefined) return;
  const answerTo = async (key: string) => {
    cancel(world, scenario, { key, tokenOf: key, region });
    await world.network.run(() => undefined);
    return scenario.cancellations.at(-1)?.answer;
  };
  const accepted = await answerTo('late 1');
  hold(accepted?.status === 202, `P6: a shopper who cancels is told ${accepted?.status}`);
  hold(
    onSale(world) === before,
    `P5: ${before} units were on sale, and ${onSale(world)} are after a cancellation`,
  );
  if ((await place(world, scenario, 'late 2', region)) === undefined) return;
  fulfil(world, scenario, 'late 2', region);
  await world.network.run(() => undefined);
  const sent = scenario.fulfilments.at(-1)?.outcome.kind;
  hold(sent === 'fulfilled', `P6: an operator who sends paid goods is told ${sent}`);
  const refused = await answerTo('late 2');
  hold(
    refused?.code === 'not_cancellable',
    `P6: goods were sent, and cancelling them is answered ${refused?.status}`,
  );
}
