import { setTimeout as delay } from 'node:timers/promises';
import { type LagResult, measureLag } from '../../tools/counter-example/measure';
import { type Traffic } from '../../tools/counter-example/plan';
import { connectShop } from '../../tools/counter-example/shop';
import { createTransport } from '../../tools/client/http';
import { connectToCloud } from '../support/cloud';
import { heldToContract } from '../support/contract/exchanges';
import { newSku } from '../support/shop';

const SEED = 20_111_125;
const UNITS = 8;

const cloud = connectToCloud();
const now = () => new Date();
const shop = connectShop(Number(new URL(cloud.edgeUrl).port), now, heldToContract(createTransport(200)));
afterAll(() => {
  shop.close();
  cloud.close();
});

/** Both designs sell to the same buyers, who come at the same times, in the same Regions. */
function sellAt(lagMs: number, traffic: Omit<Traffic, 'units' | 'seed'>): Promise<LagResult> {
  const sleep = async (ms: number) => {
    await delay(ms);
  };
  const clock = { now: () => now().getTime(), sleep };
  const interrupted = new AbortController().signal;
  const ports = { shop, run: newSku('COUNTER'), clock, sleep, interrupted, random: () => 0.5 };
  return measureLag(lagMs, { ...traffic, units: UNITS, seed: SEED }, ports);
}

/** Every buyer got a yes or a no, and Holdfast sold what there was. */
const RIGHT = { sold: UNITS, oversold: 0, failures: [] };
const LEDGER = { sold: UNITS, available: 0, oversold: 0 };

it(`sells every unit in both Regions on an eventually consistent table, and once with Holdfast (seed ${SEED})`, async () => {
  // No write reaches the other Region before the sale is over.
  const { textbook, textbookLeft, holdfast, ledger } = await sellAt(60_000, { buyers: 32, rate: 80 });

  expect(textbook).toMatchObject({ sold: 2 * UNITS, oversold: UNITS, failures: [] });
  // Nothing in its table shows it: the last writer's 0 is in both Regions.
  expect(textbookLeft).toEqual([0, 0]);
  expect(holdfast).toMatchObject(RIGHT);
  expect(ledger).toEqual(LEDGER);
});

it(`sells every unit once on either while replication is immediate, so the race itself is fair (seed ${SEED})`, async () => {
  const { textbook, textbookLeft, holdfast, ledger } = await sellAt(0, { buyers: 24, rate: 80 });

  expect(textbook).toMatchObject(RIGHT);
  expect(textbookLeft).toEqual([0, 0]);
  expect(holdfast).toMatchObject(RIGHT);
  expect(ledger).toEqual(LEDGER);
});
