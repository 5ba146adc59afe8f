import { type DataDirectory } from '../data/data-directory';
import { TABLE_FILES } from '../data/made-for';
import { answering, awsAnswer, AwsFault, type AwsAnswer, type AwsCall } from '../endpoint/aws-call';
import { type Closeable, type FaultSource, type Log } from '../types';
import { injectFaults } from './dynamodb-faults';
import { addOldItem } from './dynalite-gaps';
import { type EmulatorKind } from './emulator-process';
import { type Emulator, startEmulator } from './emulator';
import { repairIndexes } from './index-repair';
import {
  isRead,
  isStrongRead,
  isTransaction,
  isWrite,
  tableNames,
  type TouchedItem,
  touchedItems,
} from './request';
import { Replication } from './replication';
import { KeptReplicationJournal, NO_REPLICATION_JOURNAL } from './replication-journal';
import { createTable, type Table } from './table';
import { type Replicated, type TableCall, type TableListener } from './table-events';

export interface GlobalTablesOptions {
  readonly kind: EmulatorKind;
  readonly regions: readonly string[];
  readonly tables: readonly Table[];
  readonly faults: FaultSource;
  readonly log: Log;
  /** In memory when absent. */
  readonly directory?: DataDirectory | undefined;
  readonly now: () => number;
  readonly random: () => number;
}

/** Key of the one emulator that holds the tables of all regions with strong consistency. */
const STRONG = 'strong';

/**
 * DynamoDB of all regions. A table with multi-Region strong consistency (MRSC) is one table, in one
 * emulator that every region reaches. A table with eventual consistency (MREC) is a table in each
 * region's own emulator, kept alike by {@link Replication}.
 */
export class GlobalTables implements Closeable {
  private readonly tables: ReadonlyMap<string, Table>;
  private readonly replication: Replication;
  private readonly writeListeners = new Set<(item: TouchedItem) => void>();
  private readonly listeners = new Set<TableListener>();

  private constructor(
    private readonly options: GlobalTablesOptions,
    private readonly emulators: ReadonlyMap<string, Emulator>,
  ) {
    this.tables = new Map(options.tables.map((table) => [table.name, table]));
    const { directory } = options;
    const journal = directory ? new KeptReplicationJournal(directory.database) : NO_REPLICATION_JOURNAL;
    const onReplicated = (replicated: Replicated): void =>
      this.listeners.forEach((listener) => listener.replicated(replicated));
    this.replication = new Replication({ ...options, emulators, journal, onReplicated });
  }

  /** Starts the emulators, creates the tables, and finishes what an earlier run had not replicated. */
  static async start(options: GlobalTablesOptions): Promise<GlobalTables> {
    const places = [STRONG, ...options.regions];
    const emulators = new Map<string, Emulator>();
    await Promise.all(
      places.map(async (place) => {
        const path = options.directory?.file(`${TABLE_FILES}${place}.${options.kind}`);
        emulators.set(place, await startEmulator({ kind: options.kind, ...(path ? { path } : {}) }));
      }),
    );
    const globalTables = new GlobalTables(options, emulators);
    await globalTables.createTables();
    await globalTables.recover();
    return globalTables;
  }

  /** Copies of writes that have not reached their other region yet. */
  get replicationBacklog(): number {
    return this.replication.backlog;
  }

  /** Applies all replication that is due now, without waiting for its next turn. */
  catchUp(): Promise<void> {
    return this.replication.applyDue();
  }

  /** Tells of every item that a successful call may have changed; the result ends that. */
  watchWrites(listener: (item: TouchedItem) => void): () => void {
    this.writeListeners.add(listener);
    return () => void this.writeListeners.delete(listener);
  }

  /** Tells of every call about tables that is answered or throttled, and of every replicated write. */
  listen(listener: TableListener): void {
    this.listeners.add(listener);
  }

  /** For each pair of regions, the write that has been on the way for longest. */
  waiting(): Replicated[] {
    return this.replication.waiting();
  }

  /**
   * Reads a table as no function can: past all faults. A table of which each region has a copy needs the region.
   * Throws with the emulator's message where the call is refused.
   */
  look(table: string, operation: string, input: object, region = STRONG): Promise<Record<string, unknown>> {
    const place = this.tables.get(table)?.consistency === 'eventual' ? region : STRONG;
    const emulator = this.emulators.get(place);
    if (emulator === undefined) throw new Error(`there is no DynamoDB emulator for ${place}`);
    return emulator.call(operation, input);
  }

  /** Answers a call that was made to a region's endpoint. */
  async handle(region: string, call: AwsCall): Promise<AwsAnswer> {
    const answer = await this.answer(region, call);
    if (this.writeListeners.size > 0 && answer.status === 200 && isWrite(call.operation))
      for (const item of touchedItems(call)) this.writeListeners.forEach((listener) => listener(item));
    return answer;
  }

  async close(): Promise<void> {
    this.replication.close();
    await Promise.all([...this.emulators.values()].map((emulator) => emulator.close()));
  }

  private async answer(region: string, call: AwsCall): Promise<AwsAnswer> {
    const answer = await answering(() => this.serve(region, call));
    if (this.listeners.size > 0 && (isRead(call.operation) || isWrite(call.operation))) {
      const event = tableCall(region, call, answer);
      if (event !== undefined) this.listeners.forEach((listener) => listener.called(event));
    }
    return answer;
  }

  private async serve(region: string, call: AwsCall): Promise<AwsAnswer> {
    if (call.operation === 'ListTables') return this.listTables(region);
    const tables = tableNames(call).map((name) => this.table(name, region));
    await injectFaults(region, tables, call, this.options.faults, this.options.random);
    const emulator = this.emulatorFor(region, tables, call.operation);
    const forward = async (): Promise<AwsAnswer> =>
      addOldItem(call, await emulator.forward(call), tables[0], emulator);
    const eventual = tables.some(({ consistency }) => consistency === 'eventual');
    if (!eventual || !isWrite(call.operation)) return forward();
    const items = touchedItems(call).map(({ table, attributes }) => ({
      table: this.table(table, region),
      attributes,
    }));
    return this.replication.write(region, items, forward);
  }

  private async createTables(): Promise<void> {
    for (const table of this.options.tables) {
      const places = table.consistency === 'strong' ? [STRONG] : table.regions;
      for (const place of places) {
        const emulator = this.emulators.get(place);
        if (emulator === undefined) continue;
        const made = await createTable(emulator, table);
        if (made === 'kept' && emulator.kind === 'dynalite') await repairIndexes(emulator, table);
      }
    }
  }

  private async recover(): Promise<void> {
    const items = await this.replication.recover(this.tables);
    if (items > 0) this.options.log('finished the replication that the last run left', { items });
  }

  private listTables(region: string): AwsAnswer {
    const here = this.options.tables.filter(({ regions }) => regions.includes(region));
    return awsAnswer({ TableNames: here.map(({ name }) => name).sort() });
  }

  private table(name: string, region: string): Table {
    const table = this.tables.get(name);
    if (table?.regions.includes(region)) return table;
    throw new AwsFault(
      'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      `Requested resource not found: Table: ${name} not found in ${region}`,
    );
  }

  private emulatorFor(region: string, tables: readonly Table[], operation: string): Emulator {
    const strong = tables.some(({ consistency }) => consistency === 'strong');
    if (strong && isTransaction(operation)) {
      refuse('Transactions are not supported on a table with multi-Region strong consistency');
    }
    if (strong && !tables.every(({ consistency }) => consistency === 'strong')) {
      refuse('The local cloud cannot answer one call about tables of both consistency modes; make two');
    }
    const emulator = this.emulators.get(strong ? STRONG : region);
    return emulator ?? refuse(`The local cloud has no DynamoDB in ${region}`);
  }
}

function refuse(message: string): never {
  throw new AwsFault('com.amazon.coral.validate#ValidationException', message);
}

/** A refused condition has cost its write; other refused calls cost nothing. */
const CHARGED = /ConditionalCheckFailed|TransactionCanceled/;
const THROTTLED = /Throttling|ProvisionedThroughputExceeded/;

function tableCall(region: string, call: AwsCall, answer: AwsAnswer): TableCall | undefined {
  const error = answer.headers['x-amzn-errortype'] ?? (answer.status === 200 ? '' : answer.body.toString());
  const throttled = THROTTLED.test(error);
  if (answer.status !== 200 && !throttled && !CHARGED.test(error)) return undefined;
  return {
    region,
    tables: tableNames(call),
    kind: isWrite(call.operation) ? 'write' : 'read',
    transaction: isTransaction(call.operation),
    strong: isStrongRead(call),
    throttled,
    sentBytes: call.body.length,
    receivedBytes: answer.body.length,
  };
}
