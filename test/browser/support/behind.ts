import { type TestCloud } from '../../support/cloud';
import { chargesOf, stockOf } from '../../support/shop';

/** What the shop did behind the pages. */

/** `channel template` of what was sent for an order, in order of the alphabet. */
export async function toldOf(cloud: TestCloud, orderId: string): Promise<string[]> {
  const mails = await mailsFor(cloud, orderId);
  return mails.map(({ channel, template }) => `${channel} ${template}`).sort();
}

/** Every message that was sent for an order. */
export async function mailsFor(cloud: TestCloud, orderId: string) {
  const answer = await cloud.control.mails();
  if (answer.kind !== 'answered') throw new Error(`no mails: ${JSON.stringify(answer)}`);
  return answer.body.filter((mail) => mail.orderId === orderId);
}

/** Fails unless the order was charged this much, once, and its goods are all that was sold of the product. */
export async function expectSoldOnce(
  cloud: TestCloud,
  { sku, orderId, quantity, paid }: { sku: string; orderId: string; quantity: number; paid: number },
): Promise<void> {
  expect(await chargesOf(cloud, orderId)).toMatchObject([{ amount: paid, status: 'succeeded' }]);
  expect(await stockOf(cloud, sku)).toMatchObject({ sold: quantity, held: 0 });
}

/** Works off whatever is owed. */
export async function settle(cloud: TestCloud): Promise<void> {
  expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
}
