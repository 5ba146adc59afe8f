import { type DrillRecord } from '../record';
import { figuresOf } from '../windows';
import { judgeCharges } from './charges';
import { judgeCircuit, judgeLatency } from './latency';
import { judgeCoupons } from './coupons';
import { judgeMails } from './mails';
import { judgeAnswers, judgeEnds } from './orders';
import { judgeAudit, judgeDeadLetters, judgeDrained } from './shop';
import { type Verdict } from './verdict';

/** Whether every promise about orders, money, messages and stock was kept. */
export function judgePromises(record: DrillRecord): readonly Verdict[] {
  const { visits, shown, charges, mails, crashes, audit, deadLetters, drained } = record;
  return [
    judgeAnswers(visits),
    judgeDrained(drained),
    judgeEnds(visits, shown),
    judgeCharges(visits, shown, charges),
    judgeMails(visits, shown, { mails, crashes }),
    judgeCoupons(visits, shown, mails),
    judgeAudit(audit),
    judgeDeadLetters(deadLetters),
  ];
}

/** Whether shoppers were answered fast. With functions that crash, some wait for a new process: not judged. */
export function judgeSpeed(record: DrillRecord): readonly Verdict[] {
  const windows = figuresOf(record);
  const speed = record.plan.crashRate > 0 ? [] : judgeLatency(windows);
  return [judgeCircuit(windows), ...speed];
}
