import { createContext, runInContext } from 'node:vm';

/** One header or cookie of a CloudFront Functions event. */
interface HeaderValue {
  readonly value: string;
}

/** A request as CloudFront Functions see it. */
export interface ViewerRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: Readonly<Record<string, HeaderValue>>;
}

/** A viewer request event, as far as the functions read it. */
export interface ViewerEvent {
  readonly context: { readonly requestId: string };
  readonly viewer: { readonly ip: string };
  readonly request: ViewerRequest;
}

/** What a function returned: the request to go on with, or an answer. */
export interface Returned {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, HeaderValue>>;
  readonly body?: { readonly data: string };
}

/** Where a function sent a request: origins in the order in which they are tried, and when the next one is. */
export interface Direction {
  readonly origins: readonly string[];
  readonly failover: readonly number[];
}

/** Values of a key-value store, as they are stored. */
export type Stored = Readonly<Record<string, string>>;

/** A function of `lib/edge/functions` that can be called. */
export interface RunningFunction {
  /** Calls the function, one call at a time; `direction` is undefined when it picked no origin. */
  call(
    event: ViewerEvent,
    stored?: Stored,
  ): Promise<{ returned: Returned; direction: Direction | undefined }>;
}

interface OriginGroup {
  readonly originIds: readonly { readonly originId: string }[];
  readonly failoverCriteria: { readonly statusCodes: readonly number[] };
}

/**
 * Runs the code of a function as CloudFront would: a script with a `handler`, in a realm without Node.js, with the
 * `cloudfront` module's `kvs`, `selectRequestOriginById` and, unless `refusesGroups`, `createRequestOriginGroup`.
 */
export function running(code: string, { refusesGroups = false } = {}): RunningFunction {
  let stored: Stored = {};
  let direction: Direction | undefined;
  const cf = {
    kvs: () => ({ get: async (key: string) => valueOf(stored, key) }),
    selectRequestOriginById: (id: string) => {
      direction = { origins: [id], failover: [] };
    },
    createRequestOriginGroup: ({ originIds, failoverCriteria }: OriginGroup) => {
      if (refusesGroups) throw new Error('InvalidOriginGroup');
      direction = {
        origins: originIds.map(({ originId }) => originId),
        failover: [...failoverCriteria.statusCodes],
      };
    },
  };
  const context = createContext({ cf });
  runInContext(code.replace("import cf from 'cloudfront';", ''), context);
  const handler = runInContext('handler', context) as (event: ViewerEvent) => Promise<Returned> | Returned;
  return {
    call: async (event, values = {}) => {
      [stored, direction] = [values, undefined];
      return { returned: await handler(event), direction };
    },
  };
}

/** As `get(key, {format: 'json'})` does, which throws for what is not there or is no JSON. */
function valueOf(stored: Stored, key: string): unknown {
  const text = stored[key];
  if (text === undefined) throw new Error('KeyNotFound');
  return JSON.parse(text) as unknown;
}

/** A viewer request; shoppers without an id are known by their address. */
export function viewerEvent(
  request: Partial<Pick<ViewerRequest, 'method' | 'uri'>> & {
    readonly shopperId?: string;
    readonly ip?: string;
  },
): ViewerEvent {
  const { method = 'GET', uri = '/v1/products', shopperId, ip = '198.51.100.7' } = request;
  const headers = shopperId === undefined ? {} : { 'x-shopper-id': { value: shopperId } };
  return { context: { requestId: 'request-1' }, viewer: { ip }, request: { method, uri, headers } };
}
