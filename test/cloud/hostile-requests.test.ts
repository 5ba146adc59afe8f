import * as fc from 'fast-check';
import { connectToCloud } from '../support/cloud';
import { readDocument } from '../support/contract/document';
import { audit, CLEAN, stockOf } from '../support/shop';
import { Accepted } from './hostile/requests/accepted';
import { brokenCases, type Case, caseOf } from './hostile/requests/cases';
import { treeOf } from './hostile/requests/json-tree';
import { judged, lasting, pathOf } from './hostile/requests/judge';
import { operationAt, operationsOf, type ParameterObject } from './hostile/requests/operations';
import { CannotGenerate } from './hostile/requests/schemas';
import { type Aim, aimAt } from './hostile/requests/shop';
import { sweep } from './hostile/requests/sweep';
import { ValidRequests } from './hostile/requests/valid';

/*
 * Requests made from openapi.yaml, as it allows them and broken in one to three places: an operation that is
 * added there is tried here. HOSTILE_SEED and HOSTILE_RUNS (for each operation) try others and more
 * (docs/testing.md).
 */

const SEED = Number(process.env['HOSTILE_SEED'] ?? 1);
const RUNS = Number(process.env['HOSTILE_RUNS'] ?? 2);

jest.setTimeout(240_000 + RUNS * 2_000);

const DOCUMENT = readDocument();
const ALL = operationsOf(DOCUMENT);
const OPERATIONS = ALL.map((operation) => [operation.id, operation] as const);

/** Every sound call of it reads all that there is. */
const DEAR = 'runAudit';
const runsOf = (id: string) => Math.ceil(id === DEAR ? RUNS / 4 : RUNS);

const cloud = connectToCloud();
const accepted = new Accepted();
const statuses = new Map<string, number>();
let slowest = 0;
let aim: Aim;
let valid: ValidRequests;
let refused: unknown[];
let before: Awaited<ReturnType<typeof snapshot>>;

beforeAll(async () => {
  aim = await aimAt(cloud);
  valid = new ValidRequests(DOCUMENT, aim.known);
  accepted.begin(aim);
  before = await snapshot();
  refused = await refusals();
});

afterAll(() => {
  cloud.close();
  const counts = [...statuses].sort().map(([status, count]) => `${status}: ${count}`);
  process.stdout.write(
    `hostile requests, seed ${SEED}, ${counts.join(', ')}; slowest ${Math.round(slowest)} ms\n`,
  );
});

/** Whatever requests could have changed, save what they were aimed at. */
async function snapshot() {
  const { checked, ...report } = await audit(cloud);
  expect(report).toMatchObject(CLEAN);
  return { others: await Promise.all(aim.others.map(inside)), checked, products: await products() };
}

/** What is told of requests that lack everything: whatever stuck to the prototypes of a function would be found here. */
async function refusals(): Promise<unknown[]> {
  const bodies = ALL.map((operation) => valid.exampleOf(operation)).filter(
    ({ body }) => body.kind === 'json',
  );
  const empty = bodies.map((draft) => caseOf({ ...draft, body: { kind: 'json', tree: treeOf({ __: 1 }) } }));
  const answers: unknown[] = [];
  for (const one of empty) answers.push(lasting(await send(one)));
  return answers;
}

/** An order as an operator sees it. */
interface Inside {
  readonly status: string;
  readonly total: number;
  readonly fulfilledAt?: string;
}

const inside = async ({ orderId }: { readonly orderId: string }) =>
  (await (await cloud.signedFetch(0, `/v1/admin/orders/${orderId}`)).json()) as Inside;

async function products(): Promise<Map<string, unknown>> {
  const all = new Map<string, unknown>();
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `&cursor=${cursor}`;
    const response = await fetch(`${cloud.regionUrl(0)}/v1/products?limit=100${query}`);
    const page = (await response.json()) as { items: { sku: string }[]; cursor?: string };
    for (const product of page.items) all.set(product.sku, product);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return all;
}

async function send({ request }: Case) {
  const sent = request(new Date());
  const called = operationAt(ALL, sent.method, pathOf(sent));
  const answer = await judged(cloud.regionUrl(0), sent, called?.id === DEAR);
  if (called !== undefined) accepted.note(called, sent, answer);
  slowest = Math.max(slowest, answer.ms);
  statuses.set(String(answer.status), (statuses.get(String(answer.status)) ?? 0) + 1);
  return answer;
}

async function holds(id: string, cases: fc.Arbitrary<Case>): Promise<void> {
  const property = fc.asyncProperty(fc.noShrink(cases), async (one) => void (await send(one)));
  await fc.assert(property, { seed: SEED, numRuns: runsOf(id) });
}

describe.each(OPERATIONS)('%s', (id, operation) => {
  it('takes its example for well-formed', async () => {
    const { status } = await send(caseOf(valid.exampleOf(operation)));
    expect([400, 401, 403, 413, 415, 422, 431]).not.toContain(status);
  });

  it(`answers ${runsOf(id)} requests that the document allows`, () =>
    holds(
      id,
      valid.of(operation).map((draft) => caseOf(draft)),
    ));

  it(`answers ${runsOf(id)} requests that are broken`, () => holds(id, brokenCases(valid.of(operation))));
});

/** Where the refund of a cancelled order stands depends on when one looks. */
const CANCELLED: unknown = expect.stringMatching(/^(CANCELLED|CANCELLING|REFUND.*)$/);

it('does not pass over what it cannot make: a schema with an unknown keyword fails', () => {
  const schema = { type: 'string', contentEncoding: 'base64' };
  const picture: ParameterObject = { in: 'query', name: 'picture', schema };
  for (const operation of ALL)
    expect(() => valid.of({ ...operation, parameters: [...operation.parameters, picture] })).toThrow(
      CannotGenerate,
    );
});

it(`answers every hostile value that is known (seed ${SEED})`, async () => {
  const all = sweep(ALL, valid, SEED);
  expect(all.length).toBeGreaterThan(300);
  for (const one of all) await send(one);
});

describe('afterwards', () => {
  beforeAll(async () => {
    expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
  });

  it('the audit is clean, and knows no other orders than those that were accepted', async () => {
    const after = await snapshot();
    expect(after.others).toEqual(before.others);
    expect(after.checked.orders - before.checked.orders).toBe(
      accepted.orders.size + accepted.declined.size - aim.own.length - aim.others.length,
    );
  });

  it('the catalogue has what was put into it, and all else as it was', async () => {
    expect(await products()).toEqual(new Map([...before.products, ...accepted.products]));
  });

  it('functions find nothing in a request that is not there', async () => {
    expect(await refusals()).toEqual(refused);
  });

  it.each([0, 1, 2])('stock %i is what receipts and orders made of it', async (index) => {
    const sku = aim.skus[index] ?? '';
    const { received, withdrawn, available, held, sold } = await stockOf(cloud, sku);
    expect(received - withdrawn).toBe(accepted.receivedOf(sku));
    expect(held + sold).toBe(accepted.takenOf(sku));
    expect(available).toBe(received - withdrawn - held - sold);
  });

  it('each order is as its last answer said, and none is both cancelled and on its way', async () => {
    for (const order of accepted.orders.values()) {
      const { status, total, fulfilledAt } = await inside(order);
      const isCancelled = accepted.cancelled.has(order.orderId);
      expect({ status, total }).toEqual({
        status: isCancelled ? CANCELLED : 'CONFIRMED',
        total: order.total,
      });
      expect(fulfilledAt !== undefined).toBe(accepted.fulfilled.has(order.orderId));
    }
  });
});
