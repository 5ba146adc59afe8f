import { LOCAL_OPERATOR } from '../client/credentials';
import { type OpsRegion } from './deployment';

/** SQS waits for messages for a second; anything beyond that is the network's. */
const TIME_OUTS = { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true };

/** On AWS the SDK finds credentials by itself: environment, profile, single sign-on. */
export function clientSettings({ region, endpoint }: OpsRegion) {
  const local = endpoint === null ? {} : { endpoint: endpoint.href, credentials: LOCAL_OPERATOR };
  return { region, requestHandler: TIME_OUTS, ...local };
}

/** One client for each Region, made when it is needed first. */
export function clientsFor<T extends { destroy(): void }>(make: (region: OpsRegion) => T) {
  const clients = new Map<string, T>();
  return {
    of: (region: OpsRegion): T => {
      const client = clients.get(region.region) ?? make(region);
      clients.set(region.region, client);
      return client;
    },
    close: () => clients.forEach((client) => client.destroy()),
  };
}
