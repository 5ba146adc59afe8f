import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import configuration from '../../../holdfast.config.json';
import { LOCAL_OPERATOR } from '../../client/credentials';
import { type Clock } from '../clock';
import { awsEndpoint } from '../shop';
import { type SwitchMove } from './plan';

/** Takes a Region out of service, or gives it back a part of the traffic. */
export type MoveSwitch = (region: string, move: SwitchMove) => Promise<void>;

/** Writes the switch where `survivor` keeps its Shop table. */
export function switchWriter(portBase: number, survivor: string, clock: Clock): MoveSwitch {
  return async (region, move) => {
    const endpoint = awsEndpoint(portBase, survivor);
    const client = new DynamoDBClient({ region: survivor, endpoint, credentials: LOCAL_OPERATOR });
    const weight = move.kind === 'evacuate' ? 100 : move.weight;
    try {
      await client.send(
        new PutItemCommand({
          TableName: `${configuration.name}-shop`,
          Item: {
            pk: { S: `SWITCH#evacuated/${region}` },
            sk: { S: 'SWITCH' },
            on: { BOOL: move.kind === 'evacuate' },
            weight: { N: `${weight}` },
            changedAt: { S: new Date(clock.now()).toISOString() },
          },
        }),
      );
    } finally {
      client.destroy();
    }
  };
}
