import { z } from 'zod';
import { awsAnswer, awsError, type AwsAnswer } from '../endpoint/aws-call';
import { type RestRequest, type RestService } from '../endpoint/endpoint';
import { type KeyChanges, type KeyValueStore } from './key-value-store';
import { type KeyValueStores } from './key-value-stores';
import { type StoreCall, storeCall } from './store-call';

/** "The default is 10 and maximum allowed page is 50" (ListKeys, CloudFront API reference). */
const PAGE = 10;
const LARGEST_PAGE = 50;

/** CloudFront takes no other signature for this API ("About the CloudFront KeyValueStore", developer guide). */
const ALGORITHM = 'AWS4-ECDSA-P256-SHA256';
/** Signature Version 4A names no region in its scope. */
const CREDENTIAL = /Credential=[^/]+\/\d{8}\/cloudfront-keyvaluestore\/aws4_request/;

const putSchema = z.object({ Value: z.string() });
const updateSchema = z.object({
  Puts: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
  Deletes: z.array(z.object({ Key: z.string() })).default([]),
});

/**
 * The CloudFront KeyValueStore API on stores of all regions
 * (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations_Amazon_CloudFront_KeyValueStore.html).
 * A signature is recognised by its form, as everywhere at this endpoint; another kind than SigV4A is refused.
 *
 * @param fails whether a call does, asked once for each
 */
export function keyValueStoreService(
  stores: KeyValueStores,
  now: () => Date,
  fails: () => boolean = never,
): RestService {
  return (request) => {
    const call = storeCall(request);
    if (call === null) return null;
    return Promise.resolve(fails() ? FAILED : answer(stores, call, request, now()));
  };
}

const never = (): boolean => false;

const FAILED = awsError('InternalServerException', 'The key value store does not answer', 500);

function answer(stores: KeyValueStores, call: StoreCall, request: RestRequest, now: Date): AwsAnswer {
  const { authorization = '' } = request.headers;
  if (!authorization.startsWith(ALGORITHM) || !CREDENTIAL.test(authorization)) return NOT_SIGNED;
  const store = stores.get(call.storeArn);
  if (store === undefined) return missing(`There is no key value store ${call.storeArn}`);
  switch (call.operation) {
    case 'DescribeKeyValueStore':
      return describe(store);
    case 'GetKey':
      return getKey(store, call.key);
    case 'ListKeys':
      return listKeys(store, request.query ?? '');
    default:
      return change(store, call, request, now);
  }
}

const NOT_SIGNED = awsError(
  'AccessDeniedException',
  'The CloudFront KeyValueStore API takes Signature Version 4A only (AWS4-ECDSA-P256-SHA256).',
  403,
);

const missing = (message: string): AwsAnswer => awsError('ResourceNotFoundException', message, 404);
const invalid = (message: string): AwsAnswer => awsError('ValidationException', message, 400);

const sizes = ({ size }: KeyValueStore) => ({ ItemCount: size.items, TotalSizeInBytes: size.bytes });

function withEtag(store: KeyValueStore, body: object): AwsAnswer {
  const plain = awsAnswer(body);
  return { ...plain, headers: { ...plain.headers, etag: store.etag } };
}

function describe(store: KeyValueStore): AwsAnswer {
  return withEtag(store, {
    ...sizes(store),
    KvsARN: store.arn,
    Created: store.createdAt.getTime() / 1_000,
    LastModified: store.changedAt.getTime() / 1_000,
    Status: 'READY',
  });
}

function getKey(store: KeyValueStore, key: string): AwsAnswer {
  const value = store.get(key);
  return value === undefined
    ? missing(`There is no key ${key}`)
    : awsAnswer({ Key: key, Value: value, ...sizes(store) });
}

function listKeys(store: KeyValueStore, query: string): AwsAnswer {
  const parameters = new URLSearchParams(query);
  const size = Number(parameters.get('MaxResults') ?? PAGE);
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE)
    return invalid(`MaxResults is 1 to ${LARGEST_PAGE}`);
  const after = parameters.get('NextToken') ?? '';
  const left = store.list().filter(([key]) => key > after);
  const page = left.slice(0, size).map(([Key, Value]) => ({ Key, Value }));
  return awsAnswer({ Items: page, ...(left.length > size ? { NextToken: page.at(-1)?.Key } : {}) });
}

function change(store: KeyValueStore, call: StoreCall, { headers, body }: RestRequest, now: Date): AwsAnswer {
  const etag = headers['if-match'];
  if (etag === undefined) return invalid('If-Match must have the version of the key value store');
  const changes = changesOf(call, body.toString());
  if (changes === null) return invalid('The body is not as the CloudFront API reference has it');
  const result = store.change(etag, changes, now);
  switch (result.kind) {
    case 'changed':
      return withEtag(store, sizes(store));
    case 'conflict':
      return awsError('ConflictException', 'The key value store has changed since its version was read', 409);
    case 'missing':
      return missing(`There is no key ${result.key}`);
    case 'invalid':
      return invalid(result.problem);
    case 'full':
      return awsError('ServiceQuotaExceededException', 'A key value store has 5 MB at most', 402);
  }
}

function changesOf({ operation, key }: StoreCall, body: string): KeyChanges | null {
  if (operation === 'DeleteKey') return { puts: {}, deletes: [key] };
  const json = parseJson(body);
  if (operation === 'PutKey') {
    const put = putSchema.safeParse(json);
    return put.success ? { puts: { [key]: put.data.Value }, deletes: [] } : null;
  }
  const update = updateSchema.safeParse(json);
  if (!update.success) return null;
  const puts = Object.fromEntries(update.data.Puts.map(({ Key, Value }) => [Key, Value] as const));
  return { puts, deletes: update.data.Deletes.map(({ Key }) => Key) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
