import { createHash, randomUUID } from 'node:crypto';
import { type AwsAnswer } from '../endpoint/aws-call';
import { type RestRequest, type RestService } from '../endpoint/endpoint';
import { type RegionTemplate } from '../types';
import { BucketPolicies, type ServiceCaller } from './bucket-policies';
import { etagOf, isUnchanged, metadataOf } from './object-headers';
import { type ObjectStore, type StoredObject } from './object-store';
import { s3Arn, s3Call, type S3Call, serviceCaller } from './s3-call';
import { s3Error } from './s3-error';

export interface S3Options {
  /** Its buckets are the ones that exist. */
  readonly template: RegionTemplate;
  readonly objects: ObjectStore;
  /** Whether a caller may list a bucket: who may not is not told that a key is missing. */
  readonly mayList: (accessKey: string, bucket: string) => boolean;
  readonly now: () => Date;
}

/** S3's GetObject, HeadObject and PutObject on the buckets of one region. */
export function s3(given: S3Options): RestService {
  const { resources } = given.template;
  const options = { ...given, policies: new BucketPolicies(given.template) };
  const buckets = new Set(resources.filter(({ type }) => type === 'AWS::S3::Bucket').map(({ ref }) => ref));
  return (request) => {
    const call = s3Call(request);
    if (call === null) return null;
    return Promise.resolve(
      buckets.has(call.bucket)
        ? answerOf(options, call, request)
        : s3Error(404, 'NoSuchBucket', 'The specified bucket does not exist'),
    );
  };
}

/** Whether a caller may read an object, and whether it is told that there is none. */
interface Access {
  readonly mayRead: boolean;
  readonly mayList: boolean;
}

type Options = S3Options & { readonly policies: BucketPolicies };

function accessOf({ policies, mayList }: Options, call: S3Call, service: ServiceCaller | null): Access {
  const { accessKey, bucket } = call;
  if (service === null) return { mayRead: true, mayList: mayList(accessKey, bucket) };
  return {
    mayRead: policies.allow(service, 's3:GetObject', s3Arn(call)),
    mayList: policies.allow(service, 's3:ListBucket', s3Arn({ bucket, key: '' })),
  };
}

function answerOf(options: Options, call: S3Call, request: RestRequest): AwsAnswer {
  const { method } = request;
  if (call.key !== '' && (method === 'GET' || method === 'HEAD')) return getObject(options, call, request);
  if (call.key !== '' && method === 'PUT') return putObject(options, call, request);
  const message = `The local cloud has GetObject, HeadObject and PutObject, and no ${method} of /${call.bucket}/${call.key}`;
  return s3Error(501, 'NotImplemented', message);
}

/** To a HEAD, Node sends the headers alone. */
function getObject(options: Options, call: S3Call, { headers: asked }: RestRequest): AwsAnswer {
  const { bucket, key } = call;
  const { mayRead, mayList } = accessOf(options, call, serviceCaller(call, asked));
  if (!mayRead) return denied('s3:GetObject', s3Arn(call));
  const object = options.objects.get(bucket, key);
  if (object !== undefined) {
    const headers = { ...headersOf(object), ...metadataOf(object) };
    if (isUnchanged(object, asked)) return { status: 304, headers, body: Buffer.alloc(0) };
    return { status: 200, headers, body: object.body };
  }
  // "If you don't have the s3:ListBucket permission, Amazon S3 returns 403" (GetObject, Amazon S3 API reference).
  return mayList
    ? s3Error(404, 'NoSuchKey', 'The specified key does not exist.')
    : denied('s3:ListBucket', `arn:aws:s3:::${bucket}`);
}

const denied = (action: string, resource: string): AwsAnswer =>
  s3Error(403, 'AccessDenied', `not authorized to perform: ${action} on resource: "${resource}"`);

/** A body in signed chunks, as the CLI uploads, is refused: it would be kept with its framing. */
function putObject({ objects, now }: S3Options, { bucket, key }: S3Call, request: RestRequest): AwsAnswer {
  const { headers, body } = request;
  const checksum = headers['x-amz-content-sha256'] ?? '';
  if (checksum === '') return s3Error(400, 'InvalidRequest', 'Missing required header: x-amz-content-sha256');
  if (checksum.startsWith('STREAMING-'))
    return s3Error(501, 'NotImplemented', `The local cloud takes whole bodies, and no ${checksum}`);
  if (checksum !== 'UNSIGNED-PAYLOAD' && checksum !== sha256(body))
    return s3Error(
      400,
      'XAmzContentSHA256Mismatch',
      'x-amz-content-sha256 does not match what was received.',
    );
  const contentType = headers['content-type'] ?? 'binary/octet-stream';
  const object = { body, contentType, at: now().toISOString() };
  objects.put(bucket, key, object);
  return { status: 200, headers: headersOf(object), body: Buffer.alloc(0) };
}

const sha256 = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

const headersOf = (object: StoredObject): Record<string, string> => ({
  etag: etagOf(object),
  'x-amz-request-id': randomUUID(),
});
