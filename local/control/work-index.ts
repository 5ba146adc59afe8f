import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { type RegionTemplate } from '../types';

/** Name of the index that holds every order a step is owed for. */
const WORK_INDEX = 'work';

const tableSchema = z.looseObject({
  TableName: z.string(),
  GlobalSecondaryIndexes: z.array(z.looseObject({ IndexName: z.string() })).default([]),
});

/** Table of the region that has a work index, or `undefined`. */
export function findLedgerTable(template: RegionTemplate): string | undefined {
  return template.resources
    .filter(({ type }) => type === 'AWS::DynamoDB::GlobalTable')
    .flatMap(({ properties }) => tableSchema.safeParse(properties).data ?? [])
    .find((table) => table.GlobalSecondaryIndexes.some(({ IndexName }) => IndexName === WORK_INDEX))
    ?.TableName;
}

/** Counts the orders for which a step is owed, whenever it is due. */
export interface WorkIndex {
  count(): Promise<number>;
  close(): void;
}

/** Reads the work index through a region's AWS endpoint, as anybody could with the AWS CLI. */
export function openWorkIndex(region: string, endpoint: string, tableName: string): WorkIndex {
  const client = new DynamoDBClient({
    region,
    endpoint,
    credentials: { accessKeyId: 'local-operator', secretAccessKey: 'local-operator' },
  });
  const countFrom = async (start?: Record<string, never>): Promise<number> => {
    const page = await client.send(
      new ScanCommand({
        TableName: tableName,
        IndexName: WORK_INDEX,
        Select: 'COUNT',
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    const rest = page.LastEvaluatedKey as Record<string, never> | undefined;
    return (page.Count ?? 0) + (rest === undefined ? 0 : await countFrom(rest));
  };
  return { count: () => countFrom(), close: () => client.destroy() };
}
