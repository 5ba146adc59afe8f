import { freePortBase, launchCloud, waitUntilReady } from '../../support/cloud-process';
import { tellPortBases } from '../../support/port-base';
import { browserHere } from './chromium';

const PORT_BASES = [21_000, 22_000, 23_000, 24_000];

/**
 * Jest's global set-up of the project `browser`: starts a local cloud for all of its files, unless
 * HOLDFAST_BROWSER_AT names the port base of one that runs already. Nothing where there is no browser.
 */
export default async function startShop(): Promise<void> {
  const browser = browserHere();
  if (browser.kind === 'none') return void process.stderr.write(`\n${browser.message}\n\n`);
  const running = Number(process.env['HOLDFAST_BROWSER_AT'] ?? 0);
  const base = running > 0 ? running : await freePortBase(PORT_BASES);
  if (running === 0) {
    const cloud = launchCloud(['--port-base', String(base)]);
    globalThis.holdfastClouds = [cloud];
    await waitUntilReady(cloud);
  }
  tellPortBases([base]);
}
