import { type HttpTransport } from '../../../tools/client/http';
import { holdToContract } from './contract';

/** A call and its answer. */
export interface Exchange {
  readonly url: URL;
  readonly method: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Holds what the shop answered to openapi.yaml. The control API, and what the local edge answers by itself,
 * are no part of the contract.
 */
export function holdExchange({ url, ...answer }: Exchange): void {
  const isShop = url.pathname === '/health' || url.pathname.startsWith('/v1/');
  if (isShop && answer.headers['x-region'] !== 'edge') holdToContract({ ...answer, path: url.pathname });
}

/** A transport whose answers are held to openapi.yaml: a call that is answered otherwise fails. */
export function heldToContract(transport: HttpTransport): HttpTransport {
  return {
    ...transport,
    send: async (request) => {
      const outcome = await transport.send(request);
      if (outcome.kind === 'answered') holdExchange({ ...request, ...outcome });
      return outcome;
    },
  };
}
