import { auditCounts } from './audit';
import { type BadLine, type Counts, type Latencies, type Tally, total } from './tally';
import { isClean, type Verification } from './verify';

/** The end of a run, as `--json` writes it. Latencies and times are in milliseconds. */
export interface ReplayReport {
  /** True when the exit code is 0. */
  readonly ok: boolean;
  readonly run: string;
  readonly seed: number;
  readonly regions: readonly string[];
  readonly interrupted: boolean;
  readonly sent: number;
  readonly accepted: number;
  /** Of those accepted: 201, 202, and orders that were there already. */
  readonly confirmed: number;
  readonly pending: number;
  readonly replayed: number;
  readonly outOfStock: number;
  readonly failed: Counts;
  readonly badLines: readonly BadLine[];
  readonly latencyMs: Latencies;
  readonly seconds: number;
  readonly ordersPerSecond: number;
  readonly retriedOrders: number;
  /** Further attempts by the reason of the one before. */
  readonly retries: Counts;
  readonly verification: Verification;
}

/** How a run was made. */
export type RunFacts = Pick<ReplayReport, 'run' | 'seed' | 'regions' | 'interrupted' | 'seconds'>;

/** Puts a report together and judges it. */
export function toReport(tally: Tally, verification: Verification, facts: RunFacts): ReplayReport {
  const { accepted, badLines, outOfStock, retriedOrders, sent, failed } = tally;
  const flawless = total(failed) === 0 && badLines.length === 0 && !facts.interrupted;
  return {
    ok: flawless && isClean(verification),
    ...facts,
    sent,
    accepted: accepted.length,
    confirmed: accepted.filter(({ confirmed }) => confirmed).length,
    pending: accepted.filter(({ confirmed }) => !confirmed).length,
    replayed: accepted.filter(({ replayed }) => replayed).length,
    outOfStock,
    failed,
    badLines,
    latencyMs: tally.latencies,
    ordersPerSecond: facts.seconds > 0 ? Math.round((sent / facts.seconds) * 10) / 10 : 0,
    retriedOrders,
    retries: tally.retried,
    verification,
  };
}

/** The report as a person reads it, one entry a line. */
export function describeReport(report: ReplayReport): readonly string[] {
  const { accepted, confirmed, pending, replayed, failed, retries, latencyMs } = report;
  const { p50, p95, p99, max } = latencyMs;
  return [
    `run ${report.run} through ${report.regions.join(' and ')}${report.interrupted ? ', interrupted' : ''}`,
    row('sent', report.sent, `in ${report.seconds.toFixed(1)} s, ${report.ordersPerSecond} orders a second`),
    row('accepted', accepted, `${confirmed} confirmed, ${pending} pending; ${replayed} replayed`),
    row('out of stock', report.outOfStock),
    row('failed', total(failed), listCounts(failed)),
    row('bad lines', report.badLines.length),
    row(
      'retried',
      report.retriedOrders,
      `${total(retries)} further attempts${prefixed(listCounts(retries))}`,
    ),
    `latency         p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, max ${max} ms`,
    ...describeVerification(report.verification),
    report.ok ? 'All is well.' : 'NOT all is well: see above.',
  ];
}

function describeVerification({ settle, audit, charges }: Verification): readonly string[] {
  const lines: string[] = [];
  if (settle.kind === 'failed') lines.push(`settle failed: ${settle.message}`);
  if (audit.kind === 'failed') lines.push(`audit failed: ${audit.message}`);
  else lines.push(...describeAudit(audit.audit));
  if (charges.kind === 'failed') lines.push(`charges could not be read: ${charges.message}`);
  if (charges.kind === 'compared') lines.push(...describeCharges(charges));
  return lines;
}

function describeAudit(audit: Parameters<typeof auditCounts>[0]): readonly string[] {
  const { skus, orders, charges } = audit.checked;
  const counts = Object.entries(auditCounts(audit)).map(([name, count]) => finding(name, count));
  const findings = [audit.stockDifferences, audit.chargesWithoutOrder, audit.ordersWithoutCharge]
    .concat([audit.duplicateCharges, audit.stuckOrders])
    .flatMap((list) => list.slice(0, SHOWN).map((one) => `    ${JSON.stringify(one)}`));
  return [`audit of ${skus} SKUs, ${orders} orders, ${charges} charges`, ...counts, ...findings];
}

/** A person needs a few examples of a finding; the JSON report has all. */
const SHOWN = 5;

function describeCharges(charges: Extract<Verification['charges'], { kind: 'compared' }>): readonly string[] {
  const { checked, uncharged, chargedTwice, wrongAmount } = charges;
  const wrong = wrongAmount.map(({ orderId, total, charged }) => `${orderId} (${total}, charged ${charged})`);
  return [
    `charges of the ${checked} accepted orders`,
    finding('never charged', uncharged.length, uncharged.slice(0, SHOWN).join(', ')),
    finding('charged twice', chargedTwice.length, chargedTwice.slice(0, SHOWN).join(', ')),
    finding('wrong amount', wrong.length, wrong.slice(0, SHOWN).join(', ')),
  ];
}

function row(name: string, count: number, detail = '', width = 14): string {
  return `${name.padEnd(width)}${String(count).padStart(7)}${detail ? `  ${detail}` : ''}`;
}

/** A row below a heading; all of them must be 0. */
function finding(name: string, count: number, detail = ''): string {
  return `  ${row(name, count, detail, 25)}`;
}

function prefixed(text: string): string {
  return text ? `: ${text}` : '';
}

function listCounts(counts: Counts): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
