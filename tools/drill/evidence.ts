import { type Acknowledged } from '../client/acknowledged';
import { type Answer, explain } from '../client/answers';
import { forEachConcurrently } from '../client/pool';
import { DEFAULT_RETRY, type RetryPolicy } from '../client/retry';
import { type Crash, type Order } from '../client/shapes';
import { auditShop } from '../replaying/audit';
import { type Clock } from './clock';
import { type DeadLetters, type Evidence, type Shown, type Visit } from './record';
import { type DrillRegion, type DrillShop, expectAnswer } from './shop';
import { deadLettersIn } from './watch';

/** What looking for evidence needs. */
export interface EvidencePorts {
  readonly shop: DrillShop;
  readonly clock: Clock;
  readonly random: () => number;
  readonly visits: readonly Visit[];
  /** The Region that is still lost, if any. */
  readonly lost: string | null;
  /** What ended functions without their being asked, beside the faults' own crashes. */
  readonly losses: readonly Crash[];
  /** Messages in dead-letter queues before the drill. */
  readonly deadBefore: ReadonlyMap<string, number>;
}

const ASKED_AT_ONCE = 8;
const POLICY: RetryPolicy = DEFAULT_RETRY;

/** Gathers all by which a drill is judged. The faults but a lost Region must have ended. */
export async function gatherEvidence(ports: EvidencePorts): Promise<Evidence> {
  const { shop, clock, random, lost, losses, deadBefore } = ports;
  const { control, regions } = shop;
  const standing = regions.filter(({ name }) => name !== lost);
  const [first = regions[0], ...others] = standing;
  const operators = [first.operator, ...others.map(({ operator }) => operator)] as const;
  return {
    shown: await askForOrders(ports, standing),
    charges: expectAnswer('reading the charges', await control.charges()),
    mails: expectAnswer('reading the mail', await control.mails()),
    crashes: [...expectAnswer('reading the crashes', await control.crashes()), ...losses],
    audit: await auditShop({ operators, policy: POLICY, random, sleep: (ms) => clock.sleep(ms) }),
    deadLetters: newDeadLetters(
      deadBefore,
      deadLettersIn(expectAnswer('reading the state', await control.state())),
    ),
  };
}

/** Losing a Region kills every process in it, at that moment (ms since the epoch). */
export const lossOf = (region: string, at: number): Crash => ({
  region,
  at: new Date(at).toISOString(),
  function: EVERY_FUNCTION,
  call: 'any',
});

/** Stands for all functions of a Region, where it was lost. */
export const EVERY_FUNCTION = '*';

async function askForOrders(
  { visits }: EvidencePorts,
  standing: readonly DrillRegion[],
): Promise<ReadonlyMap<string, Shown>> {
  const orders = visits.flatMap(({ kept }) => (kept === null ? [] : [kept]));
  const shown = new Map<string, Shown>();
  await forEachConcurrently(orders, ASKED_AT_ONCE, async (order) => {
    shown.set(order.orderId, await ask(order, standing));
  });
  return shown;
}

/** Asks the Region that did not record it, if it stands. */
async function ask(
  { orderId, orderToken, region }: Acknowledged,
  standing: readonly DrillRegion[],
): Promise<Shown> {
  const other = standing.find(({ name }) => name !== region) ?? standing[0];
  if (other === undefined) return { kind: 'none', why: 'no Region stands' };
  return shownBy(other.name, await other.shopper.order(orderId, orderToken));
}

/** An order as a Region answered when it was asked. */
export const shownBy = (region: string, answer: Answer<Order>): Shown =>
  answer.kind === 'answered'
    ? { kind: 'order', status: answer.body.status }
    : { kind: 'none', why: `${region}: ${explain(answer)}` };

function newDeadLetters(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): readonly DeadLetters[] {
  return [...after]
    .map(([queue, messages]) => ({ queue, messages: messages - (before.get(queue) ?? 0) }))
    .filter(({ messages }) => messages > 0);
}
