import { needsTakeOver } from '../regions/plan';
import { type Visit } from '../record';
import { beganAt, type RegionRecord, visitsOf } from '../regions/record';
import { judgeCarts } from './carts';
import { judgeCharges } from './charges';
import { judgeCoupons } from './coupons';
import { judgeFailures } from './failures';
import { judgeKeys } from './keys';
import { judgeLooks } from './looks';
import { judgeMails } from './mails';
import { judgeAnswers, judgeEnds } from './orders';
import { judgeAlone, judgeBoth } from './routing';
import { judgeRefusals } from './refusals';
import { judgeShares } from './shares';
import { judgeAudit, judgeDeadLetters, judgeDrained } from './shop';
import { judgeStock } from './stock';
import { judgeTakeOver } from './take-over';
import { type Verdict } from './verdict';

/** Whether shoppers were served, and every promise about orders, money, messages, carts and stock was kept. */
export function judgeRegionDrill(record: RegionRecord): readonly Verdict[] {
  const { plan, runs, trips, shown, charges, mails, crashes } = record;
  const cutOffAt = plan.drill === 'region-isolated' ? beganAt(runs, 'gone') : null;
  const visits = visitsOf(trips);
  // A checkout that was under way is answered truthfully that payment waits; that could not be noted any more.
  const isFree = ({ sentAt, latencyMs }: Visit) =>
    cutOffAt === null || sentAt > cutOffAt || sentAt + latencyMs < cutOffAt;
  return [
    judgeFailures(record),
    judgeAlone(record),
    judgeBoth(record),
    ...(plan.drill === 'evacuate' ? [judgeShares(record)] : []),
    judgeAnswers(visits),
    judgeLooks(trips),
    ...(needsTakeOver(plan) ? [judgeTakeOver(record)] : []),
    judgeDrained(record.drained),
    judgeEnds(visits, shown),
    judgeKeys(record.again),
    judgeCharges(visits, shown, charges),
    judgeStock(record.stock, trips, shown),
    judgeRefusals(trips, record.stock),
    judgeMails(visits, shown, { mails, crashes, cutOffAt }),
    judgeCoupons(visits.filter(isFree), shown, mails),
    judgeCarts(trips),
    judgeAudit(record.audit),
    judgeDeadLetters(record.deadLetters),
  ];
}
