import { type AwsAnswer } from '../endpoint/aws-call';
import { type FaultSource, type Log } from '../types';
import { type Emulator } from './emulator';
import { keyOf, readItem, writeItem } from './items';
import { ItemLocks } from './item-locks';
import { recoverReplicas } from './recovery';
import { type ReplicationJournal } from './replication-journal';
import { type AttributeMap } from './request';
import { type Table } from './table';
import { type Replicated } from './table-events';

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
  /** Place of the write among all of them: two may have the same time. */
  readonly order: number;
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
  /** Monotonic milliseconds, from which a lag counts. */
  readonly now: () => number;
  /** Told of each write that has reached another region. */
  readonly onReplicated?: (replicated: Replicated) => void;
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
  /** In the order of their writes; a copy leaves it when it is applied. */
  private readonly pending = new Set<Copy>();
  /** Order of the newest write seen for an item in a region, kept while an older copy may still come. */
  private readonly newest = new Map<string, number>();
  private readonly locks = new ItemLocks();
  private writes = 0;
  private applying: Promise<void> = Promise.resolve();
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

  /** Applies every copy that is due, in the order of their writes; what fails is tried again at the next turn. */
  async applyDue(): Promise<void> {
    this.applying = this.applying.then(() => this.takeTurn());
    return this.applying;
  }

  /** Copies that have not been applied yet. */
  get backlog(): number {
    return this.pending.size;
  }

  /** For each table and pair of regions, the write that has been on the way for longest. */
  waiting(): Replicated[] {
    const oldest = new Map<string, Replicated>();
    for (const copy of this.pending) {
      const way = `${copy.table.name}/${copy.origin}/${copy.target}`;
      if (!oldest.has(way)) oldest.set(way, this.replicated(copy));
    }
    return [...oldest.values()];
  }

  close(): void {
    clearTimeout(this.timer);
    this.pending.clear();
  }

  private async takeTurn(): Promise<void> {
    for (const copy of [...this.pending].filter((each) => this.isDue(each))) {
      await this.locks
        .run([lockOf({ table: copy.table, attributes: copy.key })], () => this.applyPending(copy))
        .catch((error: unknown) => this.tellFailure(error));
    }
    this.forgetOrders();
    if (this.pending.size > 0) this.schedule();
  }

  /** Others may have had the item for a while, and a region may have gone down meanwhile. */
  private async applyPending(copy: Copy): Promise<void> {
    if (!this.pending.has(copy) || !this.isDue(copy)) return;
    await this.apply(copy);
    this.pending.delete(copy);
  }

  /** Where nothing is pending, no copy can be older than what a region has. */
  private forgetOrders(): void {
    if (this.pending.size === 0) this.newest.clear();
  }

  private begin(origin: string, { table, attributes }: WrittenItem): number {
    return this.options.journal.begin(origin, { table: table.name, key: keyOf(table, attributes) });
  }

  private async replicate(
    origin: string,
    { table, attributes, id }: WrittenItem & { readonly id: number },
  ): Promise<void> {
    const [writtenAt, order] = [this.options.now(), ++this.writes];
    const key = keyOf(table, attributes);
    const item = await readItem(this.emulator(origin), table, key);
    this.newest.set(stampKey(origin, table, key), order);
    const targets = table.regions.filter((region) => region !== origin && this.options.emulators.has(region));
    const write = { id, targetsLeft: targets.length };
    const copy = { write, origin, table, key, item, writtenAt, order };
    const copies = targets.map((target) => ({ ...copy, target }));
    if (!copies.every((copy) => this.isDue(copy))) this.options.journal.defer(id, item);
    await Promise.all(copies.map((copy) => this.send(copy)));
    if (targets.length === 0) this.options.journal.finish(id);
    this.forgetOrders();
  }

  /** The writer is answered whether the other region can take the copy or not. */
  private async send(copy: Copy): Promise<void> {
    if (this.isDue(copy)) {
      try {
        return await this.apply(copy);
      } catch (error) {
        this.tellFailure(error);
        this.options.journal.defer(copy.write.id, copy.item);
      }
    }
    this.pending.add(copy);
    this.schedule();
  }

  private tellFailure(error: unknown): void {
    this.options.log('replication failed, and is tried again', { error: String(error) });
  }

  private isDue({ origin, target, writtenAt }: Copy): boolean {
    const { regions, replication } = this.options.faults.current();
    const connected = [origin, target].every((region) => (regions[region] ?? 'up') === 'up');
    return connected && this.options.now() >= writtenAt + replication.lagMs;
  }

  private replicated({ table, origin, target, writtenAt }: Copy): Replicated {
    return { table: table.name, origin, target, milliseconds: this.options.now() - writtenAt };
  }

  private async apply(copy: Copy): Promise<void> {
    const { write, target, table, key, item, order } = copy;
    const stamp = stampKey(target, table, key);
    if ((this.newest.get(stamp) ?? -Infinity) < order) {
      await writeItem(this.emulator(target), table, key, item);
      this.newest.set(stamp, order);
    }
    this.options.onReplicated?.(this.replicated(copy));
    write.targetsLeft -= 1;
    if (write.targetsLeft === 0) this.options.journal.finish(write.id);
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.applyDue();
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
