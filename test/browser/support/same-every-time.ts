import { createHash } from 'node:crypto';
import { type BrowserContext } from 'playwright-core';

/** When everything happens in the pictures. */
const WHEN = '2026-03-14T10:15:00.000Z';

/** Only a cloud that has just been started has no orders under these ids. */
const isFreshCloud = process.env['HOLDFAST_BROWSER_AT'] === undefined;

/** Ids in place of random ones, others for each picture, and no chance in how long pauses are. */
const fixedChance = (picture: string): string => `(() => {
  let count = 0;
  const end = '${createHash('sha256').update(picture).digest('hex').slice(0, 12)}';
  crypto.randomUUID = () => '00000000-0000-4000-8' + String(++count).padStart(3, '0') + '-' + end;
  Math.random = () => 0.9;
})()`;

/** Takes chance and the time out of what the pages show, so that a picture changes only when the shop does. */
export async function settleWhatIsSeen(context: BrowserContext, picture: string): Promise<void> {
  if (isFreshCloud) await context.addInitScript(fixedChance(picture));
  await context.route('**/v1/orders/*', async (route) => {
    const response = await route.fetch();
    const order = (await response.json()) as { history?: readonly object[] };
    const history = order.history?.map((step) => ({ ...step, at: WHEN }));
    await route.fulfill({ response, json: { ...order, ...(history && { history }) } });
  });
}
