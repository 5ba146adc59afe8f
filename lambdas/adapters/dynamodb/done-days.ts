import { type DoneDays } from '../../domain/reconciliation/archive';
import { type Item, number, text } from './item';
import { type Table } from './table';

/** Longer than any scheduled run looks back; then DynamoDB's time to live takes the mark away. */
const KEPT_SECONDS = 30 * 86_400;

const dayKey = (day: string): Item => ({ pk: text(`RECONCILIATION#${day}`), sk: text('DONE') });

/**
 * `DoneDays` on the Shop table. A mark that has not reached the other Region yet only makes that one compare the
 * day as well.
 */
export class DynamoDbDoneDays implements DoneDays {
  constructor(private readonly table: Table) {}

  async isDone(day: string): Promise<boolean> {
    return (await this.table.get(dayKey(day), { consistent: false })) !== undefined;
  }

  async markDone(day: string): Promise<void> {
    const now = Math.floor(this.table.runtime.clock.now() / 1_000);
    await this.table.put({ ...dayKey(day), expiresAt: number(now + KEPT_SECONDS) });
  }
}
