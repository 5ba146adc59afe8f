import { DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { type RegionTemplate } from '../types';
import { type OrdersOwed } from './settle';

/** Name of the index that holds every order a step is owed for. */
const WORK_INDEX = 'work';

const tableSchema = z.looseObject({
  TableName: z.string(),
  GlobalSecondaryIndexes: z
    .array(
      z.looseObject({
        IndexName: z.string(),
        KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
      }),
    )
    .default([]),
});

/** Where the work index is, and the attribute that says when an order is due (its sort key). */
export interface WorkIndexPlace {
  readonly tableName: string;
  readonly dueAttribute: string;
}

/** The work index of a region's templates, or `undefined` when no table has one. */
export function findWorkIndex(template: RegionTemplate): WorkIndexPlace | undefined {
  return template.resources
    .filter(({ type }) => type === 'AWS::DynamoDB::GlobalTable')
    .flatMap(({ properties }) => tableSchema.safeParse(properties).data ?? [])
    .flatMap(({ TableName: tableName, GlobalSecondaryIndexes: indexes }) => {
      const keys = indexes.find(({ IndexName }) => IndexName === WORK_INDEX)?.KeySchema;
      const sortKey = keys?.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName;
      return sortKey === undefined ? [] : [{ tableName, dueAttribute: sortKey }];
    })[0];
}

/** Reads the orders for which a step is owed, whenever it is due. */
export interface WorkIndex {
  read(): Promise<OrdersOwed>;
  close(): void;
}

/** Reads the work index through a region's AWS endpoint, as anybody could with the AWS CLI. */
export function openWorkIndex(region: string, endpoint: string, place: WorkIndexPlace): WorkIndex {
  const client = new DynamoDBClient({
    region,
    endpoint,
    credentials: { accessKeyId: 'local-operator', secretAccessKey: 'local-operator' },
  });
  const readFrom = async (start: Record<string, AttributeValue> | undefined): Promise<number[]> => {
    const page = await client.send(
      new ScanCommand({
        TableName: place.tableName,
        IndexName: WORK_INDEX,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    const dueAt = (page.Items ?? []).map((item) => Number(item[place.dueAttribute]?.N));
    return page.LastEvaluatedKey === undefined
      ? dueAt
      : [...dueAt, ...(await readFrom(page.LastEvaluatedKey))];
  };
  return {
    read: async () => {
      const dueAt = await readFrom(undefined);
      return { count: dueAt.length, dueAt };
    },
    close: () => client.destroy(),
  };
}
