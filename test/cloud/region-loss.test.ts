import configuration from '../../holdfast.config.json';
import { LOCAL_OPERATOR } from '../../tools/client/credentials';
import { createTransport } from '../../tools/client/http';
import { createSigner } from '../../tools/client/sign';
import { sellGoods } from '../../tools/drill/regions/goods';
import { phasesOf, type RegionLengths, type RegionPlan } from '../../tools/drill/regions/plan';
import { describeRegionReport, toRegionReport } from '../../tools/drill/regions/report';
import { runRegionPlan } from '../../tools/drill/regions/run';
import { awsEndpoint, connectDrill } from '../../tools/drill/shop';
import { judgeRegionDrill } from '../../tools/drill/verdicts/judge-region';
import { invoke } from '../../tools/ops/invoke';
import { connectToCloud } from '../support/cloud';
import { heldToContract } from '../support/contract/exchanges';

const SEED = 20_261_121;
const [LOST = '', SURVIVOR = ''] = configuration.regions;
/** As many as two cores bear beside the other tests; `npm run drill -- region-loss` has fifty. */
const SHOPPERS = 16;
/** All payments hang when the Region goes: it has orders in hand for sure. */
const HANGING = 1;
/** A probe takes 7 s to be sure that the other Region is gone; then it has to stay so for a while. */
const LENGTHS: RegionLengths = { normal: 2_500, hanging: 2_500, gone: 12_000, back: 1_000, after: 500 };
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

/** Good looks in a row after which a probe lets a Region in again (lambdas/domain/routing). */
const GOOD_LOOKS = 3;

/** Has the survivor's probe look at once, as `POST /_local/settle` would: nobody waits 15 s for it here. */
async function hurryProbe(): Promise<void> {
  for (let look = 0; look < GOOD_LOOKS; look++) {
    const looked = await invoke({
      region: { region: SURVIVOR, endpoint: new URL(awsEndpoint(Number(edge.port), SURVIVOR)) },
      functionName: `${configuration.name}-probe-region`,
      payload: { time: new Date(Date.now() + 60_000).toISOString() },
      transport,
      sign: createSigner(SURVIVOR, LOCAL_OPERATOR, 'lambda'),
      now: now(),
      timeoutMs: 30_000,
    });
    expect(looked).toMatchObject({ kind: 'returned' });
  }
}

it('the loss of a Region under shoppers: none of its promises is broken, and it serves again afterwards', async () => {
  const run = `test-${Date.now().toString(36)}`;
  const goods = await sellGoods(shop, run);
  let hurried: Promise<void> | undefined;
  const record = await runRegionPlan(PLAN, {
    shop,
    clock,
    run,
    ...goods,
    entrance: { url: edge, transport, now, probe: null },
    moveSwitch: () => Promise.reject(new Error('nobody evacuates here')),
    interrupted: new AbortController().signal,
    say: (message) => {
      if (!message.startsWith('back')) return;
      hurried = hurryProbe();
      hurried.catch(() => undefined); // Awaited below.
    },
  });
  await hurried;

  const report = toRegionReport(record, judgeRegionDrill(record));
  expect({ seed: SEED, report: report.ok ? [] : describeRegionReport(report) }).toEqual({
    seed: SEED,
    report: [],
  });
  expect(report.orders.leftBehind).toBeGreaterThan(0);
  expect(report.orders.repeated).toBeGreaterThan(0);
}, 240_000);
