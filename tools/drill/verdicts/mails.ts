import { type Crash, type Mail } from '../../client/shapes';
import { EVERY_FUNCTION } from '../evidence';
import { groupBy } from '../../group-by';
import { type Shown, type Visit } from '../record';
import { type Customer, customersOf } from './orders';
import { judgeEach, type Verdict } from './verdict';

/** Templates that tell how an order ended, by how it ended. */
const END_TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  confirmed: ['order-confirmed'],
  cancelled: ['payment-declined', 'order-cancelled'],
};

const RECORDED = 'order-recorded';

/** What was sent, and what may have kept a sender from writing that down. */
export interface Post {
  readonly mails: readonly Mail[];
  readonly crashes: readonly Crash[];
  /** When a Region was cut off whose functions went on, in ms since the epoch. */
  readonly cutOffAt?: number | null;
}

/**
 * Each shopper was told the end of the order once, by e-mail, and at most once that payment is busy, before
 * that and only if the answer was 202, or the first one may have been and was lost.
 *
 * A message is sent, and then written down; a process that is killed between the two leaves a message that
 * the next one sends again, for otherwise it might never be sent. So a second message is allowed where such
 * a death is on record: see {@link unavoidable}.
 */
export function judgeMails(visits: readonly Visit[], shown: ReadonlyMap<string, Shown>, post: Post): Verdict {
  const byShopper = groupBy(
    post.mails.filter(({ channel }) => channel === 'email'),
    ({ to }) => to,
  );
  const customers = customersOf(visits);
  let excused = 0;
  const verdict = judgeEach(
    'each shopper was told the end once by e-mail, and at most once before that payment is busy',
    customers,
    ({ kept }) => kept.orderId,
    (customer) => {
      const found = shown.get(customer.kept.orderId);
      if (found?.kind !== 'order') return null;
      const told = toldOf(byShopper.get(customer.email) ?? [], post);
      excused += told.excused;
      return faultOf(customer, END_TEMPLATES[found.status] ?? [], told.mails);
    },
  );
  return { ...verdict, remark: excused === 0 ? null : remarkOn(excused) };
}

const remarkOn = (excused: number): string =>
  `${excused} told twice: when the first message was sent its sender, or one like it, was killed or cut off`;

/** The functions that tell shoppers something (`tellOrders` in lib/region). */
const SENDERS = /-(place-order|advance-orders|sweep-orders|cancel-order)$/;

/** From sending to writing it down, or from a kill to the end of what was under way; far more than either takes. */
const MOMENT_MS = 1_000;

/**
 * When a process may have sent what it could not write down: from the beginning of the invocation that was killed, however
 * slow it was. What it had sent last may be served when it is dead.
 */
function spanOf({ at, begunAt }: Crash): readonly [from: number, to: number] {
  const diedAt = Date.parse(at);
  return [begunAt === undefined ? diedAt - MOMENT_MS : Date.parse(begunAt), diedAt + MOMENT_MS];
}

/**
 * A function that had an order in hand when its Region was cut off goes on with it, a checkout for 28 s at most
 * (lib/region/function-settings.ts), and cannot write down any more what it told.
 */
const LONGEST_RUN_MS = 30_000;

/** Whether a function that sends messages was killed and may have sent this one, or could not write it down. */
export function unavoidable(mail: Mail, { crashes, cutOffAt = null }: Omit<Post, 'mails'>): boolean {
  const at = Date.parse(mail.at);
  if (cutOffAt !== null && at >= cutOffAt - MOMENT_MS && at <= cutOffAt + LONGEST_RUN_MS) return true;
  return crashes.some((crash) => {
    const [from, to] = spanOf(crash);
    return (crash.function === EVERY_FUNCTION || SENDERS.test(crash.function)) && at >= from && at <= to;
  });
}

/** The messages without those repetitions that a death excuses. */
function toldOf(
  mails: readonly Mail[],
  post: Omit<Post, 'mails'>,
): { mails: readonly Mail[]; excused: number } {
  const kept: Mail[] = [];
  for (const mail of mails) {
    const before = kept.findLast(({ template }) => template === mail.template);
    if (before === undefined || !unavoidable(before, post)) kept.push(mail);
  }
  return { mails: kept, excused: mails.length - kept.length };
}

/**
 * Whether the shopper was told, or may have been, that payment waits. Where the first answer was lost, a later one names
 * the order as it is by then; a 402 does not say that it is a repetition.
 */
const mayKnowOfWait = ({ kept, answers }: Customer): boolean =>
  kept.status === 202 || kept.replayed || (kept.status === 402 && answers.length > 1);

function faultOf(customer: Customer, ends: readonly string[], mails: readonly Mail[]): string | null {
  const { kept } = customer;
  const told = mails.map(({ template }) => template);
  const said = told.length === 0 ? 'nothing' : told.join(', ');
  const others = mails.filter(({ orderId }) => orderId !== kept.orderId);
  if (others.length > 0) return `told of order ${others[0]?.orderId}, which is not this one`;
  const recorded = told.filter((template) => template === RECORDED).length;
  if (told.filter((template) => ends.includes(template)).length !== 1 || told.length > 1 + recorded)
    return `told ${said}; should be ${ends.join(' or ') || 'nothing'} once`;
  if (recorded > 1) return `told ${said}; ${RECORDED} may come once`;
  if (recorded === 1 && !mayKnowOfWait(customer)) return `answered ${kept.status} and told ${said}`;
  return recorded === 1 && told[0] !== RECORDED ? `told ${said}, in this order` : null;
}
