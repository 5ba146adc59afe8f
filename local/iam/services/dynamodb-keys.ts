import { isRecord } from '../../assembly/template';
import { type RegionTemplate } from '../../types';
import { type Input } from './json-service';

/** Names of the partition keys of a region's tables and of their indexes. */
export class PartitionKeys {
  private readonly names = new Map<string, string>();

  constructor({ resources }: RegionTemplate) {
    for (const { type, ref, properties } of resources) {
      if (type !== 'AWS::DynamoDB::GlobalTable') continue;
      this.add(ref, properties['KeySchema']);
      for (const { IndexName, KeySchema } of records(properties['GlobalSecondaryIndexes'])) {
        this.add(`${ref}/${String(IndexName)}`, KeySchema);
      }
    }
  }

  /** Value of the partition key in an item or a key; undefined where it has none. */
  valueIn(table: string, attributes: unknown): string | undefined {
    const name = this.names.get(table);
    return name === undefined || !isRecord(attributes) ? undefined : scalar(attributes[name]);
  }

  /** Value that a Query asks for, of the index if it names one: its partition key is another one. */
  valueQueried(table: string, input: Input): string | undefined {
    const { IndexName, KeyConditions } = input;
    const name = this.names.get(typeof IndexName === 'string' ? `${table}/${IndexName}` : table);
    if (name === undefined) return undefined;
    if (isRecord(KeyConditions)) return legacyCondition(KeyConditions[name]);
    return expressionValue(name, input);
  }

  private add(of: string, schema: unknown): void {
    const hash = records(schema).find(({ KeyType }) => KeyType === 'HASH');
    if (hash !== undefined) this.names.set(of, String(hash['AttributeName']));
  }
}

/**
 * A key condition compares the partition key with `=` and a value placeholder, nothing else ("Key condition
 * expressions for the Query operation").
 */
function expressionValue(
  name: string,
  { KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues }: Input,
): string | undefined {
  const expression = typeof KeyConditionExpression === 'string' ? KeyConditionExpression : '';
  const names = isRecord(ExpressionAttributeNames) ? ExpressionAttributeNames : {};
  const values = isRecord(ExpressionAttributeValues) ? ExpressionAttributeValues : {};
  for (const [, left = '', right = ''] of expression.matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)) {
    if ((names[left] ?? left) === name) return scalar(values[right]);
  }
  return undefined;
}

/** `KeyConditions`, the parameter that KeyConditionExpression replaced. */
function legacyCondition(condition: unknown): string | undefined {
  const values = isRecord(condition) ? condition['AttributeValueList'] : undefined;
  return Array.isArray(values) ? scalar(values[0]) : undefined;
}

/** Text of a key's value: `{ "S": … }`, `{ "N": … }` or `{ "B": … }`. */
function scalar(value: unknown): string | undefined {
  const [text] = isRecord(value) ? Object.values(value) : [];
  return typeof text === 'string' ? text : undefined;
}

const records = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? (value as unknown[]).filter(isRecord) : [];
