import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import configuration from '../../holdfast.config.json';
import { LOCAL_OPERATOR } from '../client/credentials';

/** What the circuit breaker before the payment provider does; `unknown` where it cannot be read. */
export type CircuitState = 'closed' | 'open' | 'half_open' | 'unknown';

/** Reads a Region's circuit where its functions keep it. */
export interface CircuitReader {
  read(): Promise<CircuitState>;
  close(): void;
}

const STATES: Readonly<Record<string, CircuitState>> = {
  closed: 'closed',
  open: 'open',
  half_open: 'half_open',
};

/** A reader for the Region whose AWS protocols are spoken at `endpoint`. */
export function openCircuitReader(region: string, endpoint: string): CircuitReader {
  const client = new DynamoDBClient({ region, endpoint, credentials: LOCAL_OPERATOR, maxAttempts: 1 });
  const command = () =>
    new GetItemCommand({
      TableName: `${configuration.name}-shop`,
      Key: { pk: { S: `CIRCUIT#payments#${region}` }, sk: { S: 'STATE' } },
    });
  return {
    read: async () => {
      try {
        const { Item } = await client.send(command());
        return Item === undefined ? 'closed' : (STATES[Item['kind']?.S ?? ''] ?? 'unknown');
      } catch {
        return 'unknown'; // A Region that is lost shows nothing.
      }
    },
    close: () => client.destroy(),
  };
}
