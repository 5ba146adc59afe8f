import { LOCAL_OPERATOR } from '../../tools/client/credentials';
import { createControl, type ControlClient } from '../../tools/client/control';
import { createTransport, type HttpRequest, type HttpTransport } from '../../tools/client/http';
import { createOperator, type OperatorClient } from '../../tools/client/operator';
import { createShopper, type ShopperClient } from '../../tools/client/shopper';
import { createSigner } from '../../tools/client/sign';
import { heldToContract } from './contract/exchanges';
import { portBase } from './port-base';

/** What tests under test/cloud/ reach of the local cloud that start-cloud.ts runs. */
export interface TestCloud {
  /** Address of the edge and the control API. */
  readonly edgeUrl: string;
  /** Address of a region's API, the primary region being 0. */
  regionUrl(index: 0 | 1): string;
  shopper(index: 0 | 1): ShopperClient;
  /** Signs every call for its region. */
  operator(index: 0 | 1): OperatorClient;
  readonly control: ControlClient;
  /** Replaces the faults in force; `{}` heals. Fails when the local cloud does not understand them. */
  putFaults(faults: Readonly<Record<string, unknown>>): Promise<void>;
  /** A signed request, not sent yet. */
  sign(index: 0 | 1, path: string, init?: SignedRequest): Promise<HttpRequest>;
  /** A signed call that the clients have no name for. */
  signedFetch(index: 0 | 1, path: string, init?: SignedRequest): Promise<Response>;
  close(): void;
}

/** Method, body and headers of a signed call. */
export interface SignedRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Of the tests' clouds, the primary one first. */
export const REGIONS = ['us-east-1', 'us-west-2'] as const;
const now = () => new Date();

function sign(regionUrl: string, region: string, path: string, init: SignedRequest): Promise<HttpRequest> {
  const { method = 'GET', body = null, headers = {} } = init;
  const request = { method, url: new URL(path, regionUrl), headers, body, timeoutMs: 30_000 };
  return createSigner(region, LOCAL_OPERATOR)(request, now());
}

async function send({ url, method, headers, body }: HttpRequest): Promise<Response> {
  return fetch(url, { method, headers: { ...headers }, ...(body === null ? {} : { body }) });
}

async function putFaults(edgeUrl: string, faults: Readonly<Record<string, unknown>>): Promise<void> {
  const response = await fetch(`${edgeUrl}/_local/faults`, { method: 'PUT', body: JSON.stringify(faults) });
  if (!response.ok) throw new Error(`PUT /_local/faults: ${response.status} ${await response.text()}`);
}

function clients(transport: HttpTransport, regionUrl: (index: 0 | 1) => string) {
  const options = (index: 0 | 1) => ({ url: new URL(regionUrl(index)), transport, now });
  return {
    shopper: (index: 0 | 1) => createShopper(options(index)),
    operator: (index: 0 | 1) =>
      createOperator({ ...options(index), sign: createSigner(REGIONS[index], LOCAL_OPERATOR) }),
  };
}

/**
 * Clients of the running local cloud, or of one at another port base; close them when the tests of a file
 * are over. `maxConnections` bounds the connections to one region.
 */
export function connectToCloud(maxConnections?: number, base = portBase()): TestCloud {
  const transport = heldToContract(createTransport(maxConnections));
  const edgeUrl = `http://127.0.0.1:${base}`;
  const regionUrl = (index: 0 | 1) => `http://127.0.0.1:${base + 1 + index}`;
  return {
    edgeUrl,
    regionUrl,
    ...clients(transport, regionUrl),
    control: createControl({ url: new URL(edgeUrl), transport, now }),
    putFaults: (faults) => putFaults(edgeUrl, faults),
    sign: (index, path, init = {}) => sign(regionUrl(index), REGIONS[index], path, init),
    signedFetch: async (index, path, init = {}) =>
      send(await sign(regionUrl(index), REGIONS[index], path, init)),
    close: () => transport.close(),
  };
}
