import { AsyncLocalStorage } from 'node:async_hooks';
import { z } from 'zod';
import { addOldItem } from '../../../local/dynamodb/dynalite-gaps';
import { type Emulator } from '../../../local/dynamodb/emulator';
import { isTransaction, isWrite, touchedItems } from '../../../local/dynamodb/request';
import { type Table } from '../../../local/dynamodb/table';
import { type AwsAnswer, type AwsCall, bodyOf } from '../../../local/endpoint/aws-call';
import { type Change, readUnits, refusedWriteUnits, type WriteUnits, writeUnits } from './capacity';
import { type WireItem } from './item-size';
import { tableSchema } from './table-schema';

/** The cost of one item's part in one call. */
export interface Charge {
  /** What the caller was about, see {@link UnitMeter.during}; empty when it did not say. */
  readonly purpose: string;
  /** The key's first part, for example `STOCK`. */
  readonly kind: string;
  readonly write: WriteUnits;
  readonly read: number;
}

const NO_WRITE: WriteUnits = { table: 0, indexes: 0 };

const getRequest = z.looseObject({
  TableName: z.string(),
  Key: z.record(z.string(), z.unknown()),
  ConsistentRead: z.boolean().default(false),
});

const batchRequest = z.looseObject({
  RequestItems: z.record(
    z.string(),
    z.looseObject({
      Keys: z.array(z.record(z.string(), z.unknown())),
      ConsistentRead: z.boolean().default(false),
    }),
  ),
});

const consumed = z.looseObject({ CapacityUnits: z.number() });
const consumedCapacity = z.looseObject({
  ConsumedCapacity: z.union([consumed, z.array(consumed)]).optional(),
});

/** An item that a call reads or writes, by its key. */
interface Target {
  readonly table: Table;
  readonly key: WireItem;
}

/**
 * Stands before an emulator and works out what each call would cost on DynamoDB, from the items as they
 * stand before and after it: emulators charge nothing for a refused write, and by the attributes asked
 * for where DynamoDB charges by the item. One call at a time, so that before and after belong to it.
 */
export class UnitMeter {
  readonly charges: Charge[] = [];
  /** Write units that the emulator itself reported, as a check on ours. */
  emulatorWriteUnits = 0;
  /** Units of writes that were refused: DynamoDB charges them and, like emulators, does not report them. */
  refusedWriteUnits = 0;
  private readonly purpose = new AsyncLocalStorage<string>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly emulator: Emulator,
    private readonly tables: ReadonlyMap<string, Table>,
  ) {}

  /** Books what `work` costs under a purpose. */
  during<T>(purpose: string, work: () => Promise<T>): Promise<T> {
    return this.purpose.run(purpose, work);
  }

  /** Forgets what was booked. */
  reset(): void {
    this.charges.length = 0;
    this.emulatorWriteUnits = 0;
    this.refusedWriteUnits = 0;
  }

  /** All write units booked so far. */
  get writeUnits(): number {
    return this.charges.reduce((sum, { write }) => sum + write.table + write.indexes, 0);
  }

  /** All read units booked so far. */
  get readUnits(): number {
    return this.charges.reduce((sum, { read }) => sum + read, 0);
  }

  /** Answers a call and books it. */
  handle(call: AwsCall): Promise<AwsAnswer> {
    const purpose = this.purpose.getStore() ?? '';
    const answering = this.last.then(() => this.answer(call, purpose));
    this.last = answering.catch(() => undefined);
    return answering;
  }

  private async answer(call: AwsCall, purpose: string): Promise<AwsAnswer> {
    if (isWrite(call.operation)) return this.write(call, purpose);
    if (call.operation === 'GetItem') await this.bookGet(call, purpose);
    if (call.operation === 'BatchGetItem') await this.bookBatchGet(call, purpose);
    const answer = await this.emulator.forward(withCapacity(call));
    if (call.operation === 'Query' || call.operation === 'Scan')
      this.book(purpose, call.operation, NO_WRITE, unitsReported(answer));
    return answer;
  }

  private async write(call: AwsCall, purpose: string): Promise<AwsAnswer> {
    const targets = touchedItems(call).map(({ table, attributes }) => this.target(table, attributes));
    const before = await Promise.all(targets.map((target) => this.read(target)));
    const answer = await this.emulator.forward(withCapacity(call));
    const after = await Promise.all(targets.map((target) => this.read(target)));
    this.emulatorWriteUnits += unitsReported(answer);
    for (const [index, target] of targets.entries()) {
      const change = { before: before[index], after: after[index] };
      this.book(purpose, kindOf(target.key), this.cost(call, answer, target, change), 0);
    }
    return addOldItem(call, answer, targets[0]?.table, this.emulator);
  }

  private cost(call: AwsCall, answer: AwsAnswer, { table }: Target, change: Change): WriteUnits {
    if (answer.status === 200)
      return writeUnits(change, tableSchema(table.definition), isTransaction(call.operation));
    const refused = refusedWriteUnits(change);
    this.refusedWriteUnits += refused.table;
    return refused;
  }

  private async bookGet(call: AwsCall, purpose: string): Promise<void> {
    const { TableName, Key, ConsistentRead } = getRequest.parse(bodyOf(call));
    await this.bookRead(this.target(TableName, Key), ConsistentRead, purpose);
  }

  private async bookBatchGet(call: AwsCall, purpose: string): Promise<void> {
    for (const [name, { Keys, ConsistentRead }] of Object.entries(
      batchRequest.parse(bodyOf(call)).RequestItems,
    ))
      for (const key of Keys) await this.bookRead(this.target(name, key), ConsistentRead, purpose);
  }

  private async bookRead(target: Target, consistent: boolean, purpose: string): Promise<void> {
    this.book(purpose, kindOf(target.key), NO_WRITE, readUnits(await this.read(target), consistent));
  }

  private book(purpose: string, kind: string, write: WriteUnits, read: number): void {
    this.charges.push({ purpose, kind, write, read });
  }

  private target(name: string, attributes: Readonly<Record<string, unknown>>): Target {
    const table = this.tables.get(name);
    if (table === undefined) throw new Error(`the bench knows no table ${name}`);
    const item = attributes as WireItem;
    return { table, key: Object.fromEntries(table.keys.map((key) => [key, item[key] ?? { NULL: true }])) };
  }

  private async read({ table, key }: Target): Promise<WireItem | undefined> {
    const input = { TableName: table.name, Key: key, ConsistentRead: true };
    const { Item } = await this.emulator.call('GetItem', input);
    return Item as WireItem | undefined;
  }
}

/** Adds ReturnConsumedCapacity; emulators check no signature, so the body may change. */
function withCapacity(call: AwsCall): AwsCall {
  const body = { ...bodyOf(call), ReturnConsumedCapacity: 'INDEXES' };
  return { ...call, body: Buffer.from(JSON.stringify(body)) };
}

function unitsReported(answer: AwsAnswer): number {
  if (answer.status !== 200) return 0;
  const { ConsumedCapacity } = consumedCapacity.parse(JSON.parse(answer.body.toString()));
  return [ConsumedCapacity ?? []].flat().reduce((total, { CapacityUnits }) => total + CapacityUnits, 0);
}

/** `STOCK` of `STOCK#sku#1`. */
function kindOf(key: WireItem): string {
  const [first] = Object.values(key);
  return first !== undefined && 'S' in first ? (first.S.split('#')[0] ?? '') : '';
}
