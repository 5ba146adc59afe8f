import { isRecord } from '../../assembly/template';
import { type RegionTemplate } from '../../types';
import { arnPrefix, type Permission, type ServiceAuthorization } from '../permission';
import { PartitionKeys } from './dynamodb-keys';
import { type Input, jsonService, textOf } from './json-service';

/** Items that one action touches in one table. */
interface Access {
  readonly action: string;
  readonly table: string;
  /** Items or keys in DynamoDB's JSON. */
  readonly items: readonly unknown[];
}

/** What the parts of a transaction are allowed by ("Using IAM with DynamoDB transactions"). */
const TRANSACTION_ACTIONS: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** Actions on tables and indexes, with `dynamodb:LeadingKeys` for calls that name partition keys. */
export function dynamodb(template: RegionTemplate): ServiceAuthorization {
  const authorization = new DynamoDbAuthorization(template);
  return jsonService('DynamoDB_20120810', (operation, input) => authorization.permissions(operation, input));
}

class DynamoDbAuthorization {
  private readonly keys: PartitionKeys;
  private readonly tables: string;

  constructor(template: RegionTemplate) {
    this.keys = new PartitionKeys(template);
    this.tables = `${arnPrefix('dynamodb', template)}:table/`;
  }

  permissions(operation: string, input: Input): Permission[] | null {
    switch (operation) {
      case 'GetItem':
      case 'PutItem':
      case 'UpdateItem':
      case 'DeleteItem':
        return [this.access(singleItem(operation, input))];
      case 'BatchGetItem':
      case 'BatchWriteItem':
        return batch(operation, input).map((access) => this.access(access));
      case 'TransactGetItems':
      case 'TransactWriteItems':
        return transaction(input).map((access) => this.access(access));
      case 'Query':
      case 'Scan':
        return [this.search(operation, input)];
      case 'ListTables':
        return [{ action: 'dynamodb:ListTables', resource: '*', context: {} }];
      default:
        return this.onTable(operation, input);
    }
  }

  private access({ action, table, items }: Access): Permission {
    const keys = items.map((item) => this.keys.valueIn(plainName(table), item));
    return { action: `dynamodb:${action}`, resource: this.arn(table), context: leadingKeys(keys) };
  }

  /** A Scan names no keys, so that a condition on them with ForAllValues lets it read the whole table. */
  private search(operation: 'Query' | 'Scan', input: Input): Permission {
    const table = textOf(input, 'TableName');
    const { IndexName } = input;
    const index = typeof IndexName === 'string' ? `/index/${IndexName}` : '';
    const keys = operation === 'Query' ? [this.keys.valueQueried(plainName(table), input)] : [];
    return {
      action: `dynamodb:${operation}`,
      resource: this.arn(table) + index,
      context: leadingKeys(keys),
    };
  }

  /** All further operations that name a table need the action of their own name on it; PartiQL's name none. */
  private onTable(operation: string, { TableName }: Input): Permission[] | null {
    if (typeof TableName !== 'string') return null;
    return [{ action: `dynamodb:${operation}`, resource: this.arn(TableName), context: {} }];
  }

  private arn(table: string): string {
    return table.startsWith('arn:') ? table : this.tables + table;
  }
}

function singleItem(action: string, input: Input): Access {
  return { action, table: textOf(input, 'TableName'), items: [input['Item'] ?? input['Key']] };
}

/** One access for each table of a batch: the call is allowed if it is for all of its tables and keys. */
function batch(action: string, { RequestItems }: Input): Access[] {
  return Object.entries(isRecord(RequestItems) ? RequestItems : {}).map(([table, requests]) => ({
    action,
    table,
    items: isRecord(requests) ? list(requests['Keys']) : list(requests).map(writtenItem),
  }));
}

function writtenItem(request: unknown): unknown {
  const { PutRequest, DeleteRequest } = isRecord(request) ? request : {};
  if (isRecord(PutRequest)) return PutRequest['Item'];
  return isRecord(DeleteRequest) ? DeleteRequest['Key'] : undefined;
}

function transaction({ TransactItems }: Input): Access[] {
  const parts = list(TransactItems).flatMap((each) => Object.entries(isRecord(each) ? each : {}));
  return parts.map(([kind, part]) =>
    singleItem(TRANSACTION_ACTIONS[kind] ?? kind, isRecord(part) ? part : {}),
  );
}

function leadingKeys(keys: readonly (string | undefined)[]): Permission['context'] {
  const named = keys.filter((key) => key !== undefined);
  return named.length === 0 ? {} : { 'dynamodb:LeadingKeys': named };
}

/** Calls may name a table by its ARN. */
const plainName = (table: string): string => table.slice(table.lastIndexOf('/') + 1);

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
