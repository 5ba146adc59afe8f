import { type AuditReport, type ReportStore } from '../../domain/audit/report';
import { type DoneDays } from '../../domain/reconciliation/archive';
import { type CursorStore } from '../../domain/stock/cursor';
import { type MemoryLedger } from './memory-ledger';
import { atomically, type Step } from './step';

/** `ReportStore` in memory. */
export class MemoryReportStore implements ReportStore {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly step?: Step,
  ) {}

  async save(reportId: string, report: AuditReport): Promise<void> {
    return atomically(this.step, 'reports.save', () => void this.ledger.reports.set(reportId, report));
  }

  async read(reportId: string): Promise<AuditReport | undefined> {
    return atomically(this.step, 'reports.read', () => this.ledger.reports.get(reportId));
  }
}

/** `CursorStore` in memory. */
export class MemoryCursorStore implements CursorStore {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly step?: Step,
  ) {}

  async load(name: string): Promise<string | undefined> {
    return atomically(this.step, 'cursors.load', () => this.ledger.cursors.get(name));
  }

  async save(name: string, cursor: string | undefined): Promise<void> {
    return atomically(this.step, 'cursors.save', () => {
      if (cursor === undefined) this.ledger.cursors.delete(name);
      else this.ledger.cursors.set(name, cursor);
    });
  }
}

/** `DoneDays` in memory. */
export class MemoryDoneDays implements DoneDays {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly step?: Step,
  ) {}

  async isDone(day: string): Promise<boolean> {
    return atomically(this.step, 'doneDays.isDone', () => this.ledger.doneDays.has(day));
  }

  async markDone(day: string): Promise<void> {
    return atomically(this.step, 'doneDays.markDone', () => void this.ledger.doneDays.add(day));
  }
}
