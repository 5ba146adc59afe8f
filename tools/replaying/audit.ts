import { type Answer, explain } from '../client/answers';
import { type OperatorClient } from '../client/operator';
import { type RetryPolicy, type RetryPorts, withRetry } from '../client/retry';
import { type Audit, type AuditAnswer, isAuditReport } from '../client/shapes';

/** The shop's audit of itself, or why there is none. */
export type AuditResult =
  | { readonly kind: 'done'; readonly audit: Audit }
  | { readonly kind: 'failed'; readonly message: string };

/** What an audit needs. */
export interface AuditPorts extends RetryPorts {
  /** One for each region; the first is asked unless it does not answer. */
  readonly operators: readonly [OperatorClient, ...OperatorClient[]];
  readonly policy: RetryPolicy;
}

const POLL_MS = 1_000;
/** The audit's function may run for 900 s; after that the report will not come. */
const MOST_POLLS = 900;

/** Asks for an audit and, where it takes longer than a call may, for its report until it is there. */
export async function auditShop(ports: AuditPorts): Promise<AuditResult> {
  let answer = await asking((operator) => operator.audit(), ports);
  for (let poll = 0; answer.kind === 'answered' && !isAuditReport(answer.body); poll++) {
    const { reportId } = answer.body;
    if (poll === MOST_POLLS) return { kind: 'failed', message: `report ${reportId} did not come in 900 s` };
    await ports.sleep(POLL_MS);
    const next = await asking((operator) => operator.auditReport(reportId), ports);
    if (!isNotYetThere(next)) answer = next;
  }
  if (answer.kind !== 'answered') return { kind: 'failed', message: explain(answer) };
  return isAuditReport(answer.body)
    ? { kind: 'done', audit: answer.body }
    : { kind: 'failed', message: 'no report' };
}

function asking(
  call: (operator: OperatorClient) => Promise<Answer<AuditAnswer>>,
  { operators, policy, ...ports }: AuditPorts,
): Promise<Answer<AuditAnswer>> {
  const operator = (attempt: number) => operators[(attempt - 1) % operators.length] ?? operators[0];
  return withRetry((attempt) => call(operator(attempt)), policy, ports);
}

/** The report is written when it is done; until then its id may be unknown to a region. */
function isNotYetThere(answer: Answer<unknown>): boolean {
  return answer.kind === 'refused' && answer.status === 404;
}

/** The audit's findings as numbers; all must be 0. */
export function auditCounts(audit: Audit): Readonly<Record<string, number>> {
  return {
    'oversold units': audit.oversoldUnits,
    'stock differences': audit.stockDifferences.length,
    'charges without an order': audit.chargesWithoutOrder.length,
    'orders without a charge': audit.ordersWithoutCharge.length,
    'duplicate charges': audit.duplicateCharges.length,
    'stuck orders': audit.stuckOrders.length,
  };
}
