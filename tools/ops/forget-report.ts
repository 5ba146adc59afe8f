import { type ForgetTotal } from './forget-shapes';
import { textTable } from './text-table';

const WHY: Readonly<Record<string, string>> = {
  step_owed: 'a step is owed, or a message; run this again when it has come to rest',
  undelivered: 'paid and not fulfilled: the address is needed; fulfil or cancel it, or add --undelivered',
  unreadable: 'damaged: nobody can tell whose it is',
};

/**
 * What this command does not reach. Stripe: https://docs.stripe.com/privacy/redaction; the recovery period is
 * DynamoDB's own, see docs/threat-model.md.
 */
const ELSEWHERE = [
  'the payment provider: it knows these orders as metadata order_id, and holds what its own form asked for',
  'backups: point-in-time recovery keeps 35 days, the streams of the tables one; after a restore, run this again',
  'mail: what was sent is in mailboxes; remove the address from the suppression list of SES',
  'whatever else you copied orders to, and the request itself',
];

const sum = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

/** The outcome as people read it; `done` is false when nothing was erased so far. */
export function describeForgotten(total: ForgetTotal, done: boolean): readonly string[] {
  const { seen, erased, leftOver, notYet } = total;
  const attempts = leftOver === 0 ? '' : `, and ${sum(leftOver, 'attempt')} that became no order`;
  return [
    `${done ? 'Erased' : 'To erase'}: ${sum(erased.length, 'order')} of ${sum(seen, 'that was', 'that were')} looked at${attempts}`,
    ...erased.map((orderId) => `  ${orderId}`),
    ...describeNotYet(notYet),
    ...(done && erased.length + leftOver > 0 ? describeElsewhere() : []),
  ];
}

function describeNotYet(notYet: ForgetTotal['notYet']): readonly string[] {
  if (notYet.length === 0) return [];
  const rows = notYet.map(({ orderId, why }) => [orderId, WHY[why] ?? why]);
  return ['', `Not yet: ${sum(notYet.length, 'order')}`, ...textTable(rows).map((line) => `  ${line}`)];
}

const describeElsewhere = (): readonly string[] => [
  '',
  'Not in reach of this command, and yours to see to (docs/operations.md):',
  ...ELSEWHERE.map((line) => `  - ${line}`),
];
