import { isRecord } from '../assembly/template';
import { type GlobalTables } from '../dynamodb/global-tables';
import { type AttributeMap } from '../dynamodb/request';
import { KEY_PREFIXES, SHOWN_ATTRIBUTES } from './ledger-items';
import { type LedgerSource } from './ledger-watch';

/** Items that one page goes through: some 20 ms of the emulator's time, in which nobody else is served. */
const ITEMS_A_PAGE = 300;

const PROJECTION = {
  ProjectionExpression: SHOWN_ATTRIBUTES.map((_, index) => `#a${index}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(SHOWN_ATTRIBUTES.map((name, index) => [`#a${index}`, name])),
};

/** The Ledger in the emulator that holds it. */
export function ledgerSource(tables: GlobalTables, tableName: string): LedgerSource {
  return {
    page: async (from) => {
      const { Items, LastEvaluatedKey } = await tables.look(tableName, 'Scan', {
        TableName: tableName,
        Limit: ITEMS_A_PAGE,
        ...PROJECTION,
        FilterExpression: 'begins_with(pk, :order) OR begins_with(pk, :stock)',
        ExpressionAttributeValues: {
          ':order': { S: KEY_PREFIXES.order },
          ':stock': { S: KEY_PREFIXES.stock },
        },
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      });
      return { items: maps(Items), next: isRecord(LastEvaluatedKey) ? LastEvaluatedKey : undefined };
    },
    read: async (keys) => {
      const Keys = keys.map((pk) => ({ pk: { S: pk } }));
      const { Responses } = await tables.look(tableName, 'BatchGetItem', {
        RequestItems: { [tableName]: { Keys, ConsistentRead: true, ...PROJECTION } },
      });
      return isRecord(Responses) ? maps(Responses[tableName]) : [];
    },
    watchWrites: (listener) =>
      tables.watchWrites(({ table, attributes: { pk } }) => {
        if (table === tableName && isRecord(pk) && typeof pk['S'] === 'string') listener(pk['S']);
      }),
  };
}

const maps = (value: unknown): AttributeMap[] =>
  Array.isArray(value) ? (value as unknown[]).filter(isRecord) : [];
