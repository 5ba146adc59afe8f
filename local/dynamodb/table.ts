import { setImmediate } from 'node:timers/promises';
import { isRecord } from '../assembly/template';
import { type RegionTemplate, type Resource } from '../types';
import { type Emulator } from './emulator';

/** A global table as the template defines it. */
export interface Table {
  readonly name: string;
  /** `strong`: one table that all regions reach (MRSC); `eventual`: a copy in each region (MREC). */
  readonly consistency: 'strong' | 'eventual';
  readonly regions: readonly string[];
  /** Names of the primary key's attributes: partition key, then sort key if there is one. */
  readonly keys: readonly string[];
  /** Input of CreateTable. Streams are left out: nothing reads them, and they slow dynoxide down. */
  readonly definition: object;
}

/** The global tables with a replica in a region. */
export function tablesOf(template: RegionTemplate): Table[] {
  return template.resources.filter(({ type }) => type === 'AWS::DynamoDB::GlobalTable').map(tableOf);
}

/** Creates a table, unless it was kept from an earlier run, and waits until it can be used. */
export async function createTable(emulator: Emulator, table: Table): Promise<'created' | 'kept'> {
  const { TableNames } = await emulator.call('ListTables', {});
  if (Array.isArray(TableNames) && TableNames.includes(table.name)) return 'kept';
  await emulator.call('CreateTable', table.definition);
  while ((await statusOf(emulator, table)) !== 'ACTIVE') await setImmediate();
  return 'created';
}

async function statusOf(emulator: Emulator, { name }: Table): Promise<unknown> {
  const { Table } = await emulator.call('DescribeTable', { TableName: name });
  return isRecord(Table) ? Table.TableStatus : undefined;
}

function tableOf({ ref, properties }: Resource): Table {
  const replicas = records(properties.Replicas);
  return {
    name: ref,
    consistency: properties.MultiRegionConsistency === 'STRONG' ? 'strong' : 'eventual',
    regions: replicas.map(({ Region }) => String(Region)),
    keys: records(properties.KeySchema).map(({ AttributeName }) => String(AttributeName)),
    definition: definitionOf(ref, properties),
  };
}

function definitionOf(name: string, properties: Resource['properties']): object {
  const indexes = records(properties.GlobalSecondaryIndexes).map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
  return {
    TableName: name,
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    BillingMode: 'PAY_PER_REQUEST',
    ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
  };
}

const records = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? (value as unknown[]).filter(isRecord) : [];
