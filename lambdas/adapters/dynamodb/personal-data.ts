import { CorruptRecord } from '../../domain/errors';
import { type OrderDetails } from '../../domain/orders/order';
import { type PersonalDataStore, type StoredDetails } from '../../domain/personal-data/personal-data';
import { decodeCursor, encodeCursor } from '../cursor';
import { bytes, type Item, text } from './item';
import { parseLinesKey, parseOrderKey } from './keys';
import { compress, decode } from './order-details';
import { projection, type Table } from './table';

const LIST = 'personal-data';

const { ProjectionExpression, ExpressionAttributeNames } = projection(['pk', 'attempt', 'details']);

/** `PersonalDataStore` on the Ledger table: details stand on the order's own item, or on one apart. */
export class DynamoDbPersonalData implements PersonalDataStore {
  constructor(private readonly table: Table) {}

  /** The filter saves transfer only: a scan is paid for everything that it passes, here the whole Ledger. */
  async scan(cursor: string | undefined) {
    const { items, last } = await this.table.scan({
      ConsistentRead: true,
      ProjectionExpression,
      ExpressionAttributeNames,
      FilterExpression: 'attribute_exists(#p2)',
      ...(cursor === undefined ? {} : { ExclusiveStartKey: { pk: text(startOf(cursor)) } }),
    });
    const found = items.map(storedDetailsOf).filter((stored) => stored !== undefined);
    const lastKey = last?.['pk']?.S;
    return lastKey === undefined ? { found } : { found, cursor: encodeCursor(LIST, lastKey) };
  }

  /** An order that was committed keeps its attempt for ever, and details that stand apart have theirs in the key. */
  async replace({ key, attempt }: StoredDetails, details: OrderDetails): Promise<void> {
    const apart = parseLinesKey(key) !== undefined;
    const result = await this.table.update({
      key: { pk: text(key) },
      expression: 'SET details = :details',
      condition: apart ? 'attribute_exists(pk)' : 'attempt = :attempt',
      values: { ':details': bytes(compress(details)), ...(apart ? {} : { ':attempt': text(attempt) }) },
    });
    if (result.kind === 'refused')
      throw new CorruptRecord(`Item ${key} has no details of attempt ${attempt} any more.`);
  }
}

function startOf(cursor: string): string {
  const [key] = decodeCursor(LIST, cursor) ?? [];
  if (key === undefined) throw new CorruptRecord(`"${cursor}" is no cursor of a scan for personal data.`);
  return key;
}

function storedDetailsOf(item: Item): StoredDetails | undefined {
  const key = item['pk']?.S ?? '';
  const [orderId, attempt] = [parseOrderKey(key), item['attempt']?.S];
  const own = orderId !== undefined && attempt !== undefined ? { orderId, attempt } : parseLinesKey(key);
  return own && { key, ...own, details: readable(item, own.orderId) };
}

function readable(item: Item, orderId: string): OrderDetails | undefined {
  try {
    return decode(item['details']?.B ?? new Uint8Array(), orderId);
  } catch (error) {
    if (error instanceof CorruptRecord) return undefined;
    throw error;
  }
}
