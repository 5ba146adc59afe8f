import { type AwsAnswer } from '../endpoint/aws-call';
import { type FaultSource, type Log } from '../types';
import { type Emulator } from './emulator';
import { keyOf, readItem, writeItem } from './items';
import { ItemLocks } from './item-locks';
import { recoverReplicas } from './recovery';
import { type ReplicationJournal } from './replication-journal';
import { type AttributeMap } from './request';
import { type Table } from './table';

/** A write under its name in the journal, and how many regions have yet to get it. */
interface OpenWrite {
  readonly id: number;
  targetsLeft: number;
}

/** A write that other regions have yet to see: the whole item as it stood right after the write. */
interface Copy {
  readonly write: OpenWrite;
  readonly origin: string;
  readonly target: string;
  readonly table: Table;
  readonly key: AttributeMap;
  /** Null when the item was deleted. */
  readonly item: AttributeMap | null;
  readonly writtenAt: number;
}

/** An item that a write is about, by its full item or its key. */
export interface WrittenItem {
  readonly table: Table;
  readonly attributes: AttributeMap;
}

export interface ReplicationOptions {
  readonly emulators: ReadonlyMap<string, Emulator>;
  readonly faults: FaultSource;
  readonly log: Log;
  readonly journal: ReplicationJournal;
  /** Monotonic milliseconds; orders the writes of all regions. */
  readonly now: () => number;
}

/** How often copies are looked at that wait for a lag to pass or a region to come back. */
const RETRY_MS = 50;

/**
 * Replication of MREC tables: each write's resulting item is copied whole to the other regions, and the
 * last writer wins by time of write ("How DynamoDB global tables work"). With no lag a copy is applied
 * before the writer is answered, with a lag that much later. Copies to or from a region that is not up
 * wait until it is, then catch up.
 */
export class Replication {
  private readonly pending: Copy[] = [];
  /** Time of the newest write seen for an item in a region. */
  private readonly newest = new Map<string, number>();
  private readonly locks = new ItemLocks();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: ReplicationOptions) {}

  /**
   * Makes a write in `origin` and replicates what it left. Writes to one item take turns across regions, so a
   * copy never overtakes the write that it would have to yield to.
   */
  async write(
    origin: string,
    items: readonly WrittenItem[],
    forward: () => Promise<AwsAnswer>,
  ): Promise<AwsAnswer> {
    return this.locks.run(items.map(lockOf), async () => {
      const { journal } = this.options;
      const begun = items.map((item) => ({ ...item, id: this.begin(origin, item) }));
      const answer = await forward();
      if (answer.status === 200) await Promise.all(begun.map((item) => this.replicate(origin, item)));
      else begun.forEach(({ id }) => journal.drop(id));
      return answer;
    });
  }

  /** Brings the regions to where an earlier run, which was killed, would have brought them. */
  recover(tables: ReadonlyMap<string, Table>): Promise<number> {
    return recoverReplicas({ ...this.options, tables });
  }

  /** Applies every copy that is due, in the order of their writes. */
  async applyDue(): Promise<void> {
    const due = this.pending.filter((copy) => this.isDue(copy));
    const waiting = this.pending.filter((copy) => !due.includes(copy));
    this.pending.splice(0, this.pending.length, ...waiting);
    if (waiting.length > 0) this.schedule();
    for (const copy of due) {
      await this.locks.run([lockOf({ table: copy.table, attributes: copy.key })], () => this.apply(copy));
    }
  }

  /** Copies that have not been applied yet. */
  get backlog(): number {
    return this.pending.length;
  }

  close(): void {
    clearTimeout(this.timer);
    this.pending.length = 0;
  }

  private begin(origin: string, { table, attributes }: WrittenItem): number {
    return this.options.journal.begin(origin, { table: table.name, key: keyOf(table, attributes) });
  }

  private async replicate(
    origin: string,
    { table, attributes, id }: WrittenItem & { readonly id: number },
  ): Promise<void> {
    const writtenAt = this.options.now();
    const key = keyOf(table, attributes);
    const item = await readItem(this.emulator(origin), table, key);
    this.newest.set(stampKey(origin, table, key), writtenAt);
    const targets = table.regions.filter((region) => region !== origin && this.options.emulators.has(region));
    const write = { id, targetsLeft: targets.length };
    const copies = targets.map((target) => ({ write, origin, target, table, key, item, writtenAt }));
    if (!copies.every((copy) => this.isDue(copy))) this.options.journal.defer(id, item);
    await Promise.all(copies.map((copy) => this.send(copy)));
    if (targets.length === 0) this.options.journal.finish(id);
  }

  private async send(copy: Copy): Promise<void> {
    if (this.isDue(copy)) return this.apply(copy);
    this.pending.push(copy);
    this.schedule();
  }

  private isDue({ origin, target, writtenAt }: Copy): boolean {
    const { regions, replication } = this.options.faults.current();
    const connected = [origin, target].every((region) => (regions[region] ?? 'up') === 'up');
    return connected && this.options.now() >= writtenAt + replication.lagMs;
  }

  private async apply({ write, target, table, key, item, writtenAt }: Copy): Promise<void> {
    const stamp = stampKey(target, table, key);
    if ((this.newest.get(stamp) ?? -Infinity) < writtenAt) {
      this.newest.set(stamp, writtenAt);
      await writeItem(this.emulator(target), table, key, item);
    }
    write.targetsLeft -= 1;
    if (write.targetsLeft === 0) this.options.journal.finish(write.id);
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.applyDue().catch((error: unknown) =>
        this.options.log('replication failed', { error: String(error) }),
      );
    }, RETRY_MS).unref();
  }

  private emulator(region: string): Emulator {
    const emulator = this.options.emulators.get(region);
    if (emulator === undefined) throw new Error(`there is no DynamoDB emulator for ${region}`);
    return emulator;
  }
}

const lockOf = ({ table, attributes }: WrittenItem): string =>
  `${table.name}/${JSON.stringify(keyOf(table, attributes))}`;

const stampKey = (region: string, table: Table, key: AttributeMap): string =>
  `${region}/${table.name}/${JSON.stringify(key)}`;
