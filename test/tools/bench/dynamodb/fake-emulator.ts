import { type Emulator } from '../../../../local/dynamodb/emulator';
import { awsAnswer, awsError, bodyOf } from '../../../../local/endpoint/aws-call';
import { type WireItem } from '../../../../tools/bench/dynamodb/item-size';

/** An emulator of one table with the key `pk`; it reports 1 unit for every call. */
export class FakeEmulator implements Emulator {
  readonly kind = 'dynoxide';
  readonly items = new Map<string, WireItem>();
  /** The next write is refused, as by a condition. */
  refuseNext = false;

  readonly forward: Emulator['forward'] = async (call) => {
    if (this.refuseNext) {
      this.refuseNext = false;
      return awsError('ConditionalCheckFailedException', 'The conditional request failed');
    }
    const { Item } = bodyOf(call) as { Item?: WireItem };
    if (Item !== undefined) this.items.set(keyOf(Item), Item);
    return awsAnswer({ ConsumedCapacity: { TableName: 'ledger', CapacityUnits: 1 } });
  };

  readonly call: Emulator['call'] = async (_, input) => {
    const Item = this.items.get(keyOf((input as { Key: WireItem }).Key));
    return Item === undefined ? {} : { Item };
  };

  readonly close = async (): Promise<void> => undefined;
}

const keyOf = ({ pk }: WireItem): string => (pk !== undefined && 'S' in pk ? pk.S : '');
