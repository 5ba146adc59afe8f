import { LOOK_AGAIN_MS } from '../../lambdas/domain/routing/probe';
import { createTransport } from '../../tools/client/http';
import { sellGoods } from '../../tools/drill/regions/goods';
import { phasesOf, type RegionLengths, type RegionPlan } from '../../tools/drill/regions/plan';
import { describeRegionReport, toRegionReport } from '../../tools/drill/regions/report';
import { runRegionPlan } from '../../tools/drill/regions/run';
import { connectDrill } from '../../tools/drill/shop';
import { judgeRegionDrill } from '../../tools/drill/verdicts/judge-region';
import { connectToCloud, REGIONS } from '../support/cloud';
import { heldToContract } from '../support/contract/exchanges';
import { look } from '../support/probe';

const SEED = 20_261_121;
const [LOST, SURVIVOR] = REGIONS;
/** As many as two cores bear beside the other tests; `npm run drill -- region-loss` has fifty. */
const SHOPPERS = 16;
/** All payments hang when the Region goes: it has orders in hand for sure. */
const HANGING = 1;
const LENGTHS: RegionLengths = { normal: 2_500, hanging: 2_500, gone: 8_000, back: 1_000, after: 500 };
const PLAN: RegionPlan = {
  drill: 'region-loss',
  region: LOST,
  phases: phasesOf('region-loss', LOST, LENGTHS, HANGING),
  shoppers: SHOPPERS,
  seed: SEED,
  warmUp: 3,
  lagMs: 300,
  thinkMs: 600,
};

const now = () => new Date();
const cloud = connectToCloud();
const transport = heldToContract(createTransport(500));
const edge = new URL(cloud.edgeUrl);
const shop = connectDrill(Number(edge.port), transport, now);
const clock = {
  now: () => Date.now(),
  sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};

afterAll(() => {
  shop.close();
  transport.close();
  cloud.close();
});

/**
 * Has the survivor's probe look again and again while `work` runs. Another test may have killed the one that its schedule
 * began, which comes again with the next minute.
 */
async function watchedBySurvivor<T>(work: () => Promise<T>): Promise<T> {
  let over = false;
  const watch = async () => {
    while (!over) await Promise.all([look(cloud, SURVIVOR), clock.sleep(LOOK_AGAIN_MS)]);
  };
  const [result] = await Promise.all([work().finally(() => (over = true)), watch()]);
  return result;
}

it('the loss of a Region under shoppers: none of its promises is broken, and it serves again afterwards', async () => {
  const run = `test-${Date.now().toString(36)}`;
  const goods = await sellGoods(shop, run);
  const record = await watchedBySurvivor(() =>
    runRegionPlan(PLAN, {
      shop,
      clock,
      run,
      ...goods,
      entrance: { url: edge, transport, now, probe: null },
      moveSwitch: () => Promise.reject(new Error('nobody evacuates here')),
      interrupted: new AbortController().signal,
      say: () => undefined,
    }),
  );

  const report = toRegionReport(record, judgeRegionDrill(record));
  expect({
    broken: report.verdicts.filter(({ holds }) => !holds),
    seed: SEED,
    report: report.ok ? [] : describeRegionReport(report),
  }).toEqual({ broken: [], seed: SEED, report: [] });
  expect(report.orders.leftBehind).toBeGreaterThan(0);
  expect(report.orders.repeated).toBeGreaterThan(0);
});
