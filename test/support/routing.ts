import { parseRouting } from '../../lambdas/domain/routing/routing';
import { REGIONS, type TestCloud } from './cloud';

interface State {
  readonly keyValueStores: Readonly<Record<string, string>>;
}

const AUTHORIZATION =
  'AWS4-ECDSA-P256-SHA256 Credential=me/20260101/cloudfront-keyvaluestore/aws4_request, SignedHeaders=host, Signature=0';

/** A call of the key-value store's API, as a probe makes it. `path` begins after the store. */
async function call(cloud: TestCloud, path: string, init: RequestInit = {}): Promise<Response> {
  const state = (await (await fetch(`${cloud.edgeUrl}/_local/state`)).json()) as State;
  const [arn = ''] = Object.values(state.keyValueStores);
  // The second region's, for the first one may be down.
  const endpoint = `http://127.0.0.1:${Number(new URL(cloud.edgeUrl).port) + 567}`;
  const url = `${endpoint}/key-value-stores/${encodeURIComponent(arn)}${path}`;
  return fetch(url, { ...init, headers: { authorization: AUTHORIZATION, ...init.headers } });
}

/** Changes with every write, whoever makes it. */
const versionOf = async (cloud: TestCloud): Promise<string> =>
  (await call(cloud, '')).headers.get('etag') ?? '';

/** Writes as a probe does which regions are in, the primary one first; resolves with the store's version. */
export async function putRouting(cloud: TestCloud, areIn: readonly [boolean, boolean]): Promise<string> {
  const Puts = REGIONS.map((Key, index) => ({
    Key,
    Value: JSON.stringify({ in: areIn[index], weight: 100 }),
  }));
  for (;;) {
    const headers = { 'if-match': await versionOf(cloud) };
    const written = await call(cloud, '/keys', { method: 'POST', headers, body: JSON.stringify({ Puts }) });
    if (written.status === 200) return written.headers.get('etag') ?? '';
    // A probe wrote meanwhile.
    expect(written.status).toBe(409);
  }
}

/** What `work` saw while the routing was so and no probe changed it: where one did, it is set up and seen again. */
export async function whileRouted<T>(
  cloud: TestCloud,
  areIn: readonly [boolean, boolean],
  work: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const version = await putRouting(cloud, areIn);
    const seen = await work();
    if ((await versionOf(cloud)) === version) return seen;
  }
}

/** Whether the edge may send shoppers to all regions. */
export async function allAreIn(cloud: TestCloud): Promise<boolean> {
  const kept = await Promise.all(REGIONS.map((region) => call(cloud, `/keys/${region}`)));
  const values = await Promise.all(kept.map((each) => each.json() as Promise<{ readonly Value?: string }>));
  return values.every(({ Value = '' }) => parseRouting(Value)?.in !== false);
}
