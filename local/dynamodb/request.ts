import { AwsFault, bodyOf, type AwsCall } from '../endpoint/aws-call';
import { isRecord } from '../assembly/template';

/** An item, key or attribute map in DynamoDB's JSON. */
export type AttributeMap = Readonly<Record<string, unknown>>;

/** One item that a call may have changed, by its full item or its key. */
export interface TouchedItem {
  readonly table: string;
  /** Contains the key's attributes, and others for a put. */
  readonly attributes: AttributeMap;
}

const SINGLE_WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);
const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const TABLE_NAME = /"TableName"\s*:\s*"([^"]+)"/;

export const isRead = (operation: string): boolean => READS.has(operation);

export const isWrite = (operation: string): boolean =>
  SINGLE_WRITES.has(operation) || operation === 'BatchWriteItem' || operation === 'TransactWriteItems';

export const isTransaction = (operation: string): boolean => operation.startsWith('Transact');

/** Names of all tables that a call is about, without duplicates. */
export function tableNames(call: AwsCall): string[] {
  if (isTransaction(call.operation)) return unique(transactItems(call).map(({ table }) => table));
  if (call.operation.startsWith('Batch')) return unique(Object.keys(requestItems(call)));
  // Quotes inside of attribute values are escaped, and attributes' values are objects, so the pattern can
  // only meet the parameter itself. Most calls need nothing else of their body.
  const [, name] = TABLE_NAME.exec(call.body.toString('latin1')) ?? [];
  return name === undefined ? [] : [plainName(name)];
}

/** Whether a read asks for strong consistency. */
export function isStrongRead(call: AwsCall): boolean {
  return isRead(call.operation) && /"ConsistentRead"\s*:\s*true/.test(call.body.toString('latin1'));
}

/** Items that a successful write may have changed. */
export function touchedItems(call: AwsCall): TouchedItem[] {
  if (call.operation === 'TransactWriteItems') return transactItems(call, WRITES_IN_TRANSACTION);
  if (call.operation === 'BatchWriteItem') return Object.entries(requestItems(call)).flatMap(batchItems);
  const { TableName, Item, Key } = bodyOf(call);
  return [{ table: plainName(String(TableName)), attributes: attributeMap(Item ?? Key) }];
}

function requestItems(call: AwsCall): Record<string, unknown> {
  const { RequestItems } = bodyOf(call);
  if (!isRecord(RequestItems)) throw new AwsFault('ValidationException', 'RequestItems must be a map');
  return Object.fromEntries(Object.entries(RequestItems).map(([table, each]) => [plainName(table), each]));
}

function batchItems([table, requests]: [string, unknown]): TouchedItem[] {
  if (!Array.isArray(requests)) return [];
  return (requests as { PutRequest?: { Item?: unknown }; DeleteRequest?: { Key?: unknown } }[]).map(
    ({ PutRequest, DeleteRequest }) => ({
      table,
      attributes: attributeMap(PutRequest?.Item ?? DeleteRequest?.Key),
    }),
  );
}

/** A ConditionCheck looks at an item and leaves it as it is: if it counted as a write, it would win over others. */
const WRITES_IN_TRANSACTION: readonly string[] = ['Put', 'Update', 'Delete'];

function transactItems(call: AwsCall, kinds?: readonly string[]): TouchedItem[] {
  const { TransactItems } = bodyOf(call);
  if (!Array.isArray(TransactItems))
    throw new AwsFault('ValidationException', 'TransactItems must be a list');
  const operations = (TransactItems as Record<string, unknown>[]).flatMap((each) =>
    Object.entries(each).flatMap(([kind, operation]) => ((kinds?.includes(kind) ?? true) ? [operation] : [])),
  );
  return operations.filter(isRecord).map(({ TableName, Item, Key }) => ({
    table: plainName(String(TableName)),
    attributes: attributeMap(Item ?? Key),
  }));
}

const attributeMap = (value: unknown): AttributeMap => (isRecord(value) ? value : {});

/** Calls may name a table by its ARN. */
const plainName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

const unique = (names: readonly string[]): string[] => [...new Set(names)];
