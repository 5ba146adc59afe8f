import configuration from '../../holdfast.config.json';
import { ALARMS, EDGE_ALARMS } from '../../lib/alarms/catalogue';
import { EDGE_REGION } from '../../lib/names';
import { connectAws } from '../../tools/drill/alarms/aws';
import { createCloudWatch } from '../../tools/drill/alarms/cloudwatch';
import { NOT_DRILLED } from '../../tools/drill/alarms/plan';
import { forgetBudgets } from '../../tools/drill/alarms/scenarios/budget';
import { Stage } from '../../tools/drill/alarms/stage';
import { awsEndpoint, connectDrill } from '../../tools/drill/shop';
import { createTransport } from '../../tools/client/http';
import { connectToCloud } from '../support/cloud';
import { heldToContract } from '../support/contract/exchanges';
import { allAreIn } from '../support/routing';
import { newKey, newSku, sell } from '../support/shop';

const SIDES = ['first', 'second'] as const;
const [FIRST = '', SECOND = ''] = configuration.regions;
const SKU = newSku('ALARMS');
/** What an audit or a reconciliation found in other files' orders stands until somebody mends it. */
const STANDING = ['stock-integrity', 'confirmed-without-charge', 'refunds-pending'];
const DEAD_LETTERS = `${configuration.name}-orders-dlq`;

const now = () => new Date();
const cloud = connectToCloud();
const base = Number(new URL(cloud.edgeUrl).port);
const transport = heldToContract(createTransport());
const shop = connectDrill(base, transport, now);
const connect = (region: string) => connectAws(region, awsEndpoint(base, region), { transport, now });
const aws = { first: connect(FIRST), second: connect(SECOND) };
const cloudWatch = createCloudWatch({ url: new URL(cloud.edgeUrl), transport, now });
const stage = new Stage({
  shop,
  aws,
  cloudWatch,
  transport,
  edge: new URL(cloud.edgeUrl),
  apis: { first: new URL(cloud.regionUrl(0)), second: new URL(cloud.regionUrl(1)) },
  run: newKey(),
  skus: [SKU],
  ops: () => Promise.reject(new Error('no operator works here')),
  now,
  sleep: () => Promise.reject(new Error('nobody sleeps here')),
});

beforeAll(async () => {
  await sell(cloud, SKU, 1_000);
  for (const side of SIDES) await stage.aws(side).purge(DEAD_LETTERS);
  // An earlier file may have left a region out: that it is let in again belongs to that one's fault.
  while (!(await allAreIn(cloud))) await stage.look();
  await forgetBudgets(stage);
  for (let minute = 0; minute < 5; minute++) await stage.passTime();
});

afterEach(() => stage.heal());
afterAll(async () => {
  // Orders of the outage are paid, and the circuit before the provider is closed again.
  expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
  for (const side of SIDES) aws[side].close();
  shop.close();
  transport.close();
  cloud.close();
});

/** Names, without the deployment's, of the alarms of a Region in a state. */
async function alarmsIn(region: string, wanted: string): Promise<string[]> {
  const views = await cloudWatch.alarms();
  return views.filter((view) => view.region === region && view.state === wanted).map(shortName);
}

const shortName = ({ name }: { readonly name: string }): string =>
  name.slice(`${configuration.name}-`.length);

/** The same of those that ring, quicker. */
async function ringing(region: string): Promise<string[]> {
  const prefix = `${region}/${configuration.name}-`;
  const names = await cloudWatch.ringing();
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

/** Bodies of the e-mails about an alarm. */
async function mailsAbout(alarm: string, region: string): Promise<string[]> {
  const answer = await cloud.control.mails();
  if (answer.kind !== 'answered') throw new Error(`no mails: ${JSON.stringify(answer)}`);
  return answer.body
    .filter(
      ({ template, body }) =>
        template === 'alarm' && body.startsWith(`${configuration.name}-${alarm} in ${region} `),
    )
    .map(({ body }) => body);
}

/** Goes on minute by minute, with something done in each, until it is so; a few minutes at most. */
async function untilSo(done: () => Promise<boolean>, each: () => Promise<unknown> = () => Promise.resolve()) {
  for (let minute = 0; minute < 8 && !(await done()); minute++) {
    await each();
    await stage.passTime();
  }
}

/** Goes on until an alarm is over; nothing happens meanwhile. */
async function untilOver(alarm: string, region: string): Promise<void> {
  for (let minute = 0; minute < 8 && (await ringing(region)).includes(alarm); minute++)
    await cloudWatch.advance(60);
}

const rings = (alarm: string, region: string) => async () => (await ringing(region)).includes(alarm);

it('all alarms of the catalogue are there, evaluated but those with a reason, and none rings at rest', async () => {
  const views = await cloudWatch.alarms();
  for (const region of [FIRST, SECOND]) {
    const own = views.filter((view) => view.region === region);
    const wanted = region === EDGE_REGION ? [...ALARMS, ...EDGE_ALARMS] : ALARMS;
    expect(own.map(shortName).toSorted()).toEqual(wanted.map(({ name }) => name).toSorted());
    const left = own.filter(({ notEvaluated }) => notEvaluated !== undefined);
    expect(left.map(shortName).toSorted()).toEqual(Object.keys(NOT_DRILLED).toSorted());
    for (const { notEvaluated } of left) expect(notEvaluated).toContain('anomaly detection');
    expect((await ringing(region)).filter((name) => !STANDING.includes(name))).toEqual([]);
  }
});

it('a payment outage pages once, its followers keep quiet, and it is over when payments are back', async () => {
  const before = (await mailsAbout('payments-down', FIRST)).length;
  const followersBefore = await mailsAbout('payment-success-fast-burn', FIRST);
  await stage.faults({ payments: { mode: 'error' } });
  await untilSo(rings('payments-down', FIRST), () => stage.order(4));

  expect(await ringing(FIRST)).toEqual(
    expect.arrayContaining(['payments-down', 'payment-success-fast-burn']),
  );
  const [page = '', ...more] = (await mailsAbout('payments-down', FIRST)).slice(before);
  expect(page).toContain('went from OK to ALARM');
  expect(page).toMatch(/Runbook: https:\/\/\S+\/docs\/runbooks\/payments-down\.md/);
  expect(more).toEqual([]);
  expect(await mailsAbout('payment-success-fast-burn', FIRST)).toEqual(followersBefore);
  const views = await cloudWatch.alarms();
  const follower = views.find(
    (view) => view.region === FIRST && shortName(view) === 'payment-success-fast-burn',
  );
  expect(follower?.suppressedBy).toBe(`${configuration.name}-payments-down`);

  await stage.heal();
  await untilOver('payments-down', FIRST);
  expect(await alarmsIn(FIRST, 'OK')).toContain('payments-down');
});

it('a dead letter rings until it is taken out of its queue', async () => {
  const before = (await mailsAbout('dead-letters-orders', FIRST)).length;
  await stage.aws('first').sendMessage(DEAD_LETTERS, 'no order');
  await untilSo(async () => (await mailsAbout('dead-letters-orders', FIRST)).length > before);
  expect(await ringing(FIRST)).toContain('dead-letters-orders');
  expect(await ringing(SECOND)).not.toContain('dead-letters-orders');
  expect(await mailsAbout('dead-letters-orders', FIRST)).toHaveLength(before + 1);

  await stage.aws('first').purge(DEAD_LETTERS);
  await untilOver('dead-letters-orders', FIRST);
  expect(await alarmsIn(FIRST, 'OK')).toContain('dead-letters-orders');
});

it('an edge that fails keeps everybody from Regions that are well, and both tell', async () => {
  const before = (await mailsAbout('entry-errors', EDGE_REGION)).length;
  await stage.faults({ edge: { failRate: 1 } });
  const ring = [rings('entry-errors', EDGE_REGION), rings('entry-down', FIRST), rings('entry-down', SECOND)];
  const all = async () => (await Promise.all(ring.map((rung) => rung()))).every(Boolean);
  await untilSo(all, () => stage.enter(6));
  expect(await all()).toBe(true);
  expect(await mailsAbout('entry-errors', EDGE_REGION)).toHaveLength(before + 1);

  await stage.heal();
  for (let minute = 0; minute < 8; minute++) await stage.passTime();
  expect((await ringing(FIRST)).filter((name) => name.startsWith('entry-'))).toEqual([]);
});

it('the loss of a Region rings in the one that is left', async () => {
  await stage.faults({ regions: { [FIRST]: 'down' } });
  await stage.passTime();
  await untilSo(rings('other-region-lost', SECOND));
  expect(await ringing(SECOND)).toContain('other-region-lost');
  expect(await ringing(FIRST)).not.toContain('other-region-lost');
  await comeBack();
  expect(await alarmsIn(SECOND, 'OK')).toContain('other-region-lost');
});

it('a Region that is cut off is missed by the other one, and says nothing of it, even if it looks lost from there', async () => {
  await stage.faults({ regions: { [FIRST]: 'isolated' } });
  await stage.passTime();
  await untilSo(rings('other-region-lost', SECOND));
  expect(await ringing(SECOND)).toContain('other-region-lost');

  await stage.faults({ regions: { [FIRST]: 'isolated', [SECOND]: 'down' } });
  for (let minute = 0; minute < 5; minute++) await stage.passTime();
  expect(await ringing(FIRST)).not.toContain('other-region-lost');
  await comeBack();
});

/** Heals, until the probes have let the Region in again: after some good looks, of which each minute has one. */
async function comeBack(): Promise<void> {
  await stage.heal();
  for (let look = 0; look < 4; look++) await stage.passTime();
}
