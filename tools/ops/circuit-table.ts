import { type AttributeValue, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describeFailure } from './aws-failure';
import { type CircuitView } from './circuit';
import { type Reply } from './message-queue';

/** A Region's circuit where its functions keep it, in the Shop table. */
export async function readCircuit(
  client: DynamoDBClient,
  region: string,
  tableName: string,
): Promise<Reply<CircuitView>> {
  const command = new GetItemCommand({
    TableName: tableName,
    Key: { pk: { S: `CIRCUIT#payments#${region}` }, sk: { S: 'STATE' } },
    ConsistentRead: true,
  });
  try {
    const { Item } = await client.send(command);
    return toView(Item, region);
  } catch (error) {
    return { kind: 'failed', message: describeFailure(error, `table ${tableName}`, region) };
  }
}

const NEVER_TRIPPED: CircuitView = { state: 'closed', since: null, trips: 0, nextProbe: null };

function toView(item: Record<string, AttributeValue> | undefined, region: string): Reply<CircuitView> {
  if (item === undefined) return { kind: 'ok', value: NEVER_TRIPPED };
  const time = (name: string) => (item[name]?.N === undefined ? null : new Date(Number(item[name].N)));
  const state = item['kind']?.S ?? '';
  if (state !== 'closed' && state !== 'open' && state !== 'half_open') {
    return { kind: 'failed', message: `${region}: the circuit is in the unknown state "${state}"` };
  }
  const nextProbe = state === 'open' ? time('probeAt') : state === 'half_open' ? time('probeUntil') : null;
  return {
    kind: 'ok',
    value: { state, since: time('since'), trips: Number(item['trips']?.N ?? 0), nextProbe },
  };
}
