import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BenchFailed } from '../bench/section';
import { type ControlClient, createControl } from '../client/control';
import { LOCAL_OPERATOR } from '../client/credentials';
import { createTransport, type HttpTransport } from '../client/http';
import { createOperator, type OperatorClient } from '../client/operator';
import { localControl, localTargets } from '../client/regions';
import { createShopper, type ShopperClient } from '../client/shopper';
import { createSigner } from '../client/sign';

/** A local shop as both designs reach it; the lists have one entry for each Region, in the same order. */
export interface Shop {
  readonly regions: readonly string[];
  /** DynamoDB in each Region, with the rights of the local operator, who may do everything. */
  readonly tables: readonly DynamoDBClient[];
  readonly shoppers: readonly ShopperClient[];
  readonly operators: readonly [OperatorClient, ...OperatorClient[]];
  readonly control: ControlClient;
  close(): void;
}

/** Buyers do not wait for each other, so there are as many connections as it takes. */
const MOST_CONNECTIONS = 2_000;

/** The local cloud's AWS endpoints stand this far above its port base (docs/local-cloud.md). */
const ENDPOINT_OFFSET = 566;

/** The shop that runs on this port base. */
export function connectShop(
  portBase: number,
  now: () => Date,
  transport: HttpTransport = createTransport(MOST_CONNECTIONS),
): Shop {
  const targets = localTargets(portBase);
  const tables = targets.map(({ region }, index) => {
    const endpoint = `http://127.0.0.1:${portBase + ENDPOINT_OFFSET + index}`;
    return new DynamoDBClient({ region, endpoint, credentials: LOCAL_OPERATOR });
  });
  const [first, ...others] = targets.map(({ region, url }) =>
    createOperator({ url, transport, now, sign: createSigner(region, LOCAL_OPERATOR) }),
  );
  if (first === undefined) throw new BenchFailed('the configuration names no Region');
  return {
    regions: targets.map(({ region }) => region),
    tables,
    shoppers: targets.map(({ url }) => createShopper({ url, transport, now })),
    operators: [first, ...others],
    control: createControl({ url: localControl(portBase), transport, now }),
    close: () => {
      tables.forEach((client) => client.destroy());
      transport.close();
    },
  };
}
