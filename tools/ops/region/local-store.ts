import { z } from 'zod';
import { type HttpTransport } from '../../client/http';
import { request } from './look';

/** As far as it is read: the key-value stores of the local cloud, ARN by name. */
const stateSchema = z.looseObject({ keyValueStores: z.record(z.string(), z.string()).default({}) });

/** ARN of the routing store of the local cloud whose control API is there; null when it does not tell. */
export async function localStoreArn(control: URL, transport: HttpTransport): Promise<string | null> {
  const outcome = await transport.send(request(control, '/_local/state'));
  if (outcome.kind === 'unreachable') return null;
  const parsed = stateSchema.safeParse(parseJson(outcome.body));
  const stores = parsed.success ? Object.entries(parsed.data.keyValueStores) : [];
  return stores.find(([name]) => name.endsWith('-routing'))?.[1] ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
