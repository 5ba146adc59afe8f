import { StoreUnavailable } from '../errors';
import { type Order, type OrderDetails, type OrderStore } from '../orders/order';
import { type Clock, mapBounded } from '../runtime';
import { type DataSubject, isAbout } from './data-subject';
import { type PersonalDataStore, type StoredDetails, withoutPersonalData } from './personal-data';

/** What forgetting needs. */
export interface ForgetDeps {
  readonly orders: Pick<OrderStore, 'read' | 'fence'>;
  readonly personalData: PersonalDataStore;
  readonly clock: Clock;
}

/** Whom to forget, and how far to go in one call. */
export interface ForgetRequest {
  readonly subject: DataSubject;
  /** False only looks: nothing is changed. */
  readonly erase: boolean;
  /** Confirmed orders too whose goods have not left: nobody can deliver them afterwards. */
  readonly undelivered: boolean;
  /** Where an earlier call stopped. */
  readonly cursor?: string | undefined;
  /** On the clock of the deps, in ms since the epoch: no further page is begun after it. */
  readonly deadline: number;
}

/** Why an order keeps its personal data for now. */
export type WhyNotYet =
  /** Its payment, its stock, or word to its shopper is still to be seen to. */
  | 'step_owed'
  /** Paid, and its goods have not left: the address is needed for it. */
  | 'undelivered'
  /** Damaged: nobody can tell whose it is. */
  | 'unreadable';

/** What one call found, and did unless it only looked. */
export interface Forgotten {
  /** Orders whose details were looked at, and attempts that became none. */
  readonly seen: number;
  /** Ids of orders that were the person's, and are nobody's now. */
  readonly erased: readonly string[];
  /** Details of the person that attempts left which became no order; erased as well. */
  readonly leftOver: number;
  readonly notYet: readonly { readonly orderId: string; readonly why: WhyNotYet }[];
  /** Where to go on; absent when everything was seen. */
  readonly cursor?: string | undefined;
  /** What gave no answer, if something did: the same call from `cursor` goes on. */
  readonly waitingFor?: string | undefined;
}

type Finding =
  | { readonly kind: 'order' }
  | { readonly kind: 'left_over' }
  | { readonly kind: 'not_yet'; readonly why: WhyNotYet };

const DETAILS_AT_ONCE = 8;

/**
 * Erases a person's data from the orders that have come to rest, page by page. It can be stopped anywhere and run
 * again: what was erased is not found any more, everything else is looked at as if for the first time. Orders that
 * are placed meanwhile may be missed: they are for the next run.
 */
export async function forget(deps: ForgetDeps, request: ForgetRequest): Promise<Forgotten> {
  const tally = new Tally();
  let { cursor } = request;
  try {
    do {
      const page = await deps.personalData.scan(cursor);
      await seeAll(deps, request, page.found, tally);
      tally.seen += page.found.length;
      cursor = page.cursor;
    } while (cursor !== undefined && deps.clock.now() < request.deadline);
    return tally.result(cursor);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return { ...tally.result(cursor), waitingFor: error.message };
  }
}

/** Looks at a whole page: what fails for one order keeps no other from being erased. */
async function seeAll(
  deps: ForgetDeps,
  request: ForgetRequest,
  found: readonly StoredDetails[],
  tally: Tally,
): Promise<void> {
  const failures: StoreUnavailable[] = [];
  await mapBounded(found, DETAILS_AT_ONCE, async (stored) => {
    try {
      const finding = await see(deps, request, stored);
      if (finding) tally.add(stored.orderId, finding);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      failures.push(error);
    }
  });
  if (failures[0]) throw failures[0];
}

async function see(
  deps: ForgetDeps,
  request: ForgetRequest,
  stored: StoredDetails,
): Promise<Finding | undefined> {
  const { details } = stored;
  if (details === undefined) return { kind: 'not_yet', why: 'unreadable' };
  if (!isAbout(request.subject, details)) return undefined;
  const finding = await judge(deps, request, stored);
  if (request.erase && finding.kind !== 'not_yet') await erase(deps, stored, details);
  return finding;
}

/**
 * Nothing ties the order to its details in one write, and nothing has to: a cancellation that begins in between finds
 * the lines and the units that it needs, and nobody to tell.
 */
const erase = ({ personalData, clock }: ForgetDeps, stored: StoredDetails, details: OrderDetails) =>
  personalData.replace(stored, withoutPersonalData(details, clock.now()));

/**
 * What the details belong to. An attempt that may still commit is fenced first, as R4 has it: a checkout that is under
 * way then begins a new attempt, with details of its own.
 */
async function judge(deps: ForgetDeps, request: ForgetRequest, stored: StoredDetails): Promise<Finding> {
  const { orderId, attempt } = stored;
  const record = await deps.orders.read(orderId);
  if (record?.kind === 'order') return standing(record.order, stored, request);
  if (!request.erase || record?.fenced.includes(attempt)) return { kind: 'left_over' };
  const fenced = await deps.orders.fence(orderId, attempt);
  return fenced.kind === 'order' ? standing(fenced.order, stored, request) : { kind: 'left_over' };
}

function standing(order: Order, { attempt }: StoredDetails, { undelivered }: ForgetRequest): Finding {
  if (order.attempt !== attempt) return { kind: 'left_over' };
  if (order.work !== undefined) return { kind: 'not_yet', why: 'step_owed' };
  const toDeliver = order.status === 'CONFIRMED' && order.fulfilledAt === undefined;
  return toDeliver && !undelivered ? { kind: 'not_yet', why: 'undelivered' } : { kind: 'order' };
}

/** What was found so far. */
class Tally {
  seen = 0;
  private leftOver = 0;
  private readonly erased: string[] = [];
  private readonly notYet: { orderId: string; why: WhyNotYet }[] = [];

  add(orderId: string, finding: Finding): void {
    switch (finding.kind) {
      case 'order':
        return void this.erased.push(orderId);
      case 'left_over':
        return void (this.leftOver += 1);
      case 'not_yet':
        return void this.notYet.push({ orderId, why: finding.why });
    }
  }

  result(cursor: string | undefined): Forgotten {
    const { seen, erased, leftOver, notYet } = this;
    return { seen, erased, leftOver, notYet, ...(cursor !== undefined && { cursor }) };
  }
}
