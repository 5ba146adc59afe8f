import { explain } from '../client/answers';
import { type ControlClient } from '../client/control';
import { auditCounts, type AuditPorts, type AuditResult, auditShop } from './audit';
import { type ChargeCheck, chargeFaults, checkCharges } from './charges';
import { type AcceptedOrder } from './tally';

/** What was proven after the orders were sent. `not_local` where only the local cloud could tell. */
export interface Verification {
  readonly settle:
    | { readonly kind: 'settled'; readonly rounds: number }
    | { readonly kind: 'failed'; readonly message: string }
    | { readonly kind: 'not_local' };
  readonly audit: AuditResult;
  readonly charges:
    | ({ readonly kind: 'compared' } & ChargeCheck)
    | { readonly kind: 'failed'; readonly message: string }
    | { readonly kind: 'not_local' };
}

/** Lets the shop finish what it owes, audits it, and holds the charges against the accepted orders. */
export async function verify(
  accepted: readonly AcceptedOrder[],
  control: ControlClient | null,
  ports: AuditPorts,
): Promise<Verification> {
  const settle = await settleShop(control);
  const audit = await auditShop(ports);
  return { settle, audit, charges: await compareCharges(accepted, control) };
}

async function settleShop(control: ControlClient | null): Promise<Verification['settle']> {
  if (control === null) return { kind: 'not_local' };
  const answer = await control.settle();
  if (answer.kind !== 'answered') return { kind: 'failed', message: explain(answer) };
  return { kind: 'settled', rounds: answer.body.rounds };
}

async function compareCharges(
  accepted: readonly AcceptedOrder[],
  control: ControlClient | null,
): Promise<Verification['charges']> {
  if (control === null) return { kind: 'not_local' };
  const answer = await control.charges();
  if (answer.kind !== 'answered') return { kind: 'failed', message: explain(answer) };
  return { kind: 'compared', ...checkCharges(accepted, answer.body) };
}

/** True when nothing of it differs or failed. */
export function isClean({ settle, audit, charges }: Verification): boolean {
  if (settle.kind === 'failed' || charges.kind === 'failed' || audit.kind === 'failed') return false;
  if (charges.kind === 'compared' && chargeFaults(charges) > 0) return false;
  return audit.audit.ok && Object.values(auditCounts(audit.audit)).every((count) => count === 0);
}
