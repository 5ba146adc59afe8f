import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TextbookStock } from '../../../tools/counter-example/textbook';

interface Sent {
  readonly region: number;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Stock in two Regions whose DynamoDB does this with every call. */
function stockOver(answer: () => Promise<object>) {
  const sent: Sent[] = [];
  const clients = [0, 1].map((region) => ({
    send: async ({ input }: Sent) => {
      sent.push({ region, input });
      return answer();
    },
  }));
  return { stock: new TextbookStock(clients as unknown as readonly DynamoDBClient[], 'SKU-1'), sent };
}

it('takes units by one conditional write in the buyer’s Region', async () => {
  const { stock, sent } = stockOver(async () => ({}));

  expect(await stock.take(1, 2)).toEqual({ kind: 'sold' });
  expect(sent).toEqual([
    {
      region: 1,
      input: {
        TableName: 'holdfast-shop',
        Key: { pk: { S: 'COUNTER-EXAMPLE#SKU-1' }, sk: { S: 'STOCK' } },
        UpdateExpression: 'SET available = available - :quantity',
        ConditionExpression: 'available >= :quantity',
        ExpressionAttributeValues: { ':quantity': { N: '2' } },
      },
    },
  ]);
});

it('is sold out when the condition fails', async () => {
  const failed = new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
  const { stock } = stockOver(() => Promise.reject(failed));

  expect(await stock.take(0, 1)).toEqual({ kind: 'sold_out' });
});

it('fails with the reason when something else went wrong', async () => {
  const { stock } = stockOver(() => Promise.reject(new Error('connection lost')));

  expect(await stock.take(0, 1)).toEqual({ kind: 'failed', why: 'UpdateItem: connection lost' });
});

it('tells what each replica has', async () => {
  const { stock, sent } = stockOver(async () => ({ Item: { available: { N: '3' } } }));

  expect(await stock.left()).toEqual([3, 3]);
  expect(sent).toMatchObject([
    { region: 0, input: { ConsistentRead: true } },
    { region: 1, input: { ConsistentRead: true } },
  ]);
});
