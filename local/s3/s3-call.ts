import { type RestRequest } from '../endpoint/endpoint';

/** A call of S3 by path style: `/<bucket>/<key>`, as the SDK and the CLI write it for an endpoint of one's own. */
export interface S3Call {
  readonly accessKey: string;
  readonly bucket: string;
  /** Decoded; empty when the call is about the bucket. */
  readonly key: string;
}

/** The call if it is one of S3, which is told by the service that it is signed for; null for any other. */
export function s3Call({ path, headers }: RestRequest): S3Call | null {
  const signedFor = /Credential=([^/]+)\/\d{8}\/[\w-]+\/s3\/aws4_request/.exec(
    headers['authorization'] ?? '',
  );
  if (signedFor === null) return null;
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { accessKey: signedFor[1] ?? '', bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
}

/** ARN of a bucket, or of an object in it; S3's have neither Region nor account. */
export const s3Arn = ({ bucket, key }: Pick<S3Call, 'bucket' | 'key'>): string =>
  `arn:aws:s3:::${bucket}${key === '' ? '' : `/${key}`}`;
