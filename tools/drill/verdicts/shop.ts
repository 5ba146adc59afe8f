import { type AuditResult, auditCounts } from '../../replaying/audit';
import { type Drained } from '../drain';
import { type DeadLetters } from '../record';
import { type Verdict } from './verdict';

/** No order owes a step, and no queue holds a message that anybody can see. */
export function judgeDrained({ at, owed, depth }: Drained): Verdict {
  const orders = owed.map((orderId) => ({ subject: orderId, what: 'still owes a step' }));
  const messages = depth.visible + depth.inFlight;
  const queue = { subject: 'queues', what: `${messages} messages are visible or in flight` };
  const wrong = [...orders, ...(messages > 0 ? [queue] : [])];
  const late = { subject: 'drain', what: 'was not over at the limit' };
  return {
    claim: 'nothing is owed: the work index and the queues are empty',
    checked: 1,
    wrong: at === null && wrong.length === 0 ? [late] : wrong,
    remark: depth.delayed === 0 ? null : `${depth.delayed} delayed messages name orders that are over`,
  };
}

/** The shop's audit of itself found nothing. */
export function judgeAudit(audit: AuditResult): Verdict {
  const claim = 'the audit is clean';
  if (audit.kind === 'failed')
    return { claim, checked: 0, wrong: [{ subject: 'audit', what: audit.message }], remark: null };
  const { checked, ok } = audit.audit;
  const found = Object.entries(auditCounts(audit.audit)).filter(([, count]) => count > 0);
  const wrong = found.map(([what, count]) => ({ subject: 'audit', what: `${what}: ${count}` }));
  return {
    claim,
    checked: checked.orders,
    wrong: ok || wrong.length > 0 ? wrong : [{ subject: 'audit', what: 'is not ok' }],
    remark: null,
  };
}

/** No message was given up. */
export function judgeDeadLetters(deadLetters: readonly DeadLetters[]): Verdict {
  return {
    claim: 'the dead-letter queues are empty',
    checked: 1,
    wrong: deadLetters.map(({ queue, messages }) => ({ subject: queue, what: `holds ${messages} messages` })),
    remark: null,
  };
}
