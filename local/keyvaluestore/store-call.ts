import { type RestRequest } from '../endpoint/endpoint';

/** Operations of the CloudFront KeyValueStore API, version 2022-07-26. */
export type StoreOperation =
  | 'DescribeKeyValueStore'
  | 'GetKey'
  | 'PutKey'
  | 'DeleteKey'
  | 'ListKeys'
  | 'UpdateKeys';

/** One call of the CloudFront KeyValueStore API. */
export interface StoreCall {
  readonly operation: StoreOperation;
  readonly storeArn: string;
  /** Empty when the call is about no single key. */
  readonly key: string;
}

type Target = 'store' | 'keys' | 'key';

const OPERATIONS: Readonly<Record<Target, Readonly<Record<string, StoreOperation>>>> = {
  store: { GET: 'DescribeKeyValueStore' },
  keys: { GET: 'ListKeys', POST: 'UpdateKeys' },
  key: { GET: 'GetKey', PUT: 'PutKey', DELETE: 'DeleteKey' },
};

/** The call if its path is one of the API (`/key-value-stores/<ARN>/keys/<key>`); null for any other. */
export function storeCall({ method, path }: RestRequest): StoreCall | null {
  const [, arn, keys, key = ''] = /^\/key-value-stores\/([^/]+)(\/keys)?(?:\/([^/]*))?$/.exec(path) ?? [];
  if (arn === undefined || (keys === undefined && key !== '')) return null;
  const target: Target = keys === undefined ? 'store' : key === '' ? 'keys' : 'key';
  const operation = OPERATIONS[target][method];
  if (operation === undefined) return null;
  return { operation, storeArn: decodeURIComponent(arn), key: decodeURIComponent(key) };
}
