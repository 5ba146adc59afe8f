import { type FinishedReconciliation, type ReconciliationReport } from './reconcile-shapes';
import { printable, textTable } from './text-table';

/** True when nobody has to look at anything: refunds that were made are done with. */
export function isInOrder(report: ReconciliationReport): boolean {
  const { refundsPending, confirmedWithoutCharge, unverified } = report;
  return refundsPending.length + confirmedWithoutCharge.length + unverified.length === 0;
}

/** The report as people read it. */
export function describeReconciliation({ report, location }: FinishedReconciliation): readonly string[] {
  return [
    `Reconciliation from ${report.from} to ${report.to}`,
    ...totals(report).map((line) => `  ${line}`),
    ...lists(report),
    '',
    `report: ${location}`,
  ];
}

function totals(report: ReconciliationReport): readonly string[] {
  const { charges, notOurs, orders, refunded, refundsPending, confirmedWithoutCharge, unverified } = report;
  const money = (which: 'charged' | 'refunded') =>
    Object.entries(report.amounts)
      .map(([currency, amounts]) => formatMoney(amounts[which], currency))
      .join(', ');
  return textTable([
    ['charges of the provider', String(charges), money('charged')],
    ['charges of something else', String(notOurs), 'left alone'],
    ['orders confirmed', String(orders), ''],
    ['refunded now', String(refunded.length), money('refunded')],
    ['refunds pending', String(refundsPending.length), ''],
    ['confirmed without a charge', String(confirmedWithoutCharge.length), ''],
    ['not verified', String(unverified.length), ''],
  ]);
}

function lists(report: ReconciliationReport): readonly string[] {
  return [
    ...list(
      'Refunded, for there is no live order behind them',
      ['CHARGED', 'ORDER', 'INTENT', 'AMOUNT', 'WHY'],
      report.refunded.map((one) => [
        one.chargedAt,
        one.orderId,
        one.intentId,
        formatMoney(one.amount, one.currency),
        one.reason,
      ]),
    ),
    ...list(
      'Refunds pending; the next run tries again',
      ['CHARGED', 'ORDER', 'INTENT', 'AMOUNT', 'WHY', 'TRIES', 'WAITING FOR'],
      report.refundsPending.map((one) => [
        one.chargedAt,
        one.orderId,
        one.intentId,
        formatMoney(one.amount, one.currency),
        one.reason,
        String(one.tries),
        one.waitingFor,
      ]),
    ),
    ...list(
      'Confirmed without a charge',
      ['CONFIRMED', 'ORDER', 'INTENT', 'AMOUNT', 'PAYMENT'],
      report.confirmedWithoutCharge.map((one) => [
        one.confirmedAt,
        one.orderId,
        one.intentId ?? '-',
        formatMoney(one.amount, one.currency),
        one.state,
      ]),
    ),
    ...list(
      'Not verified: the provider gave no answer about them',
      ['ORDER', 'INTENT', 'WAITING FOR'],
      report.unverified.map(({ orderId, intentId, waitingFor }) => [orderId, intentId ?? '-', waitingFor]),
    ),
  ];
}

function list(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => row.map(printable));
  return ['', title, ...textTable([heads, ...cells]).map((line) => `  ${line}`)];
}

/** `GBP 12.50` for 1250 minor units; a code that ISO 4217 does not have is shown with the minor units. */
export function formatMoney(minorUnits: number, currency: string): string {
  const code = currency.toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) return `${minorUnits} ${code}`;
  const format = new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: code,
    currencyDisplay: 'code',
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minorUnits / 10 ** digits).replace(/\u00a0/g, ' ');
}
