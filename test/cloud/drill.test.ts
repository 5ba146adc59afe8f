import { createTransport } from '../../tools/client/http';
import { type Hardships, paymentOutage, type Lengths, type Plan } from '../../tools/drill/plan';
import { describeReport, toReport } from '../../tools/drill/report';
import { runPlan } from '../../tools/drill/run';
import { connectDrill } from '../../tools/drill/shop';
import { judgePromises } from '../../tools/drill/verdicts/judge';
import { connectToCloud } from '../support/cloud';
import { heldToContract } from '../support/contract/exchanges';
import { newKey, newSku, sell } from '../support/shop';

const SEED = 20_111_101;
/** So short that a circuit opens once: its first probe comes when payments are back. */
const LENGTHS: Lengths = { normal: 1_000, hang: 2_500, error: 1_500, heal: 1_500 };
/** Some calls get through, so that a charge whose answer is lost is among those that do not. */
const HANGING = 0.6;
const CALM: Hardships = { duplicateRate: 0, crashRate: 0, lostRegion: null };

const now = () => new Date();
const cloud = connectToCloud();
const transport = heldToContract(createTransport(500));
const shop = connectDrill(Number(new URL(cloud.edgeUrl).port), transport, now);
const skus = ['A', 'B', 'C', 'D'].map((name) => newSku(`DRILL-${name}`));

beforeAll(async () => {
  for (const sku of skus) await sell(cloud, sku, 10_000);
});
afterEach(async () => {
  expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
});
afterAll(() => {
  shop.close();
  transport.close();
  cloud.close();
});

const planOf = (hardships: Hardships): Plan => ({
  ...hardships,
  phases: paymentOutage(LENGTHS, hardships, HANGING),
  rate: 6,
  seed: SEED,
  warmUp: 3,
  // Where time is moved on anyway nobody waits.
  drainLimitMs: hardships.crashRate > 0 ? 0 : 60_000,
});

/** `npm run drill -- payment-outage`, short, on the cloud of all tests; how fast it was is not judged. */
async function drill(plan: Plan) {
  const record = await runPlan(plan, {
    shop,
    skus,
    run: newKey(),
    clock: {
      now: () => Date.now(),
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    },
    interrupted: new AbortController().signal,
    say: () => undefined,
  });
  const report = toReport(record, judgePromises(record));
  expect({
    broken: report.verdicts.filter(({ holds }) => !holds),
    seed: SEED,
    report: report.ok ? [] : describeReport(report),
  }).toEqual({ broken: [], seed: SEED, report: [] });
  return report;
}

it('an outage of payments: every order comes to its end by itself, is charged once and told once', async () => {
  const { drain } = await drill(planOf(CALM));

  expect(drain.buffered).toBeGreaterThan(0);
});

it('the same with a Region lost in the middle, messages that come twice, and functions that crash', async () => {
  const hardships = { duplicateRate: 0.2, crashRate: 0.03, lostRegion: 'us-east-1' };

  const { drain } = await drill(planOf(hardships));

  expect(drain.movedOn?.waiting).toBeGreaterThan(0);
});
