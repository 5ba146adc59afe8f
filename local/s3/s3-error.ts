import { randomUUID } from 'node:crypto';
import { type AwsAnswer } from '../endpoint/aws-call';

/** An error as S3 writes it ("Error responses", Amazon S3 API reference). */
export function s3Error(status: number, code: string, message: string): AwsAnswer {
  const text = message.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const requestId = randomUUID();
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<Error><Code>${code}</Code><Message>${text}</Message><RequestId>${requestId}</RequestId></Error>`;
  const headers = { 'content-type': 'application/xml', 'x-amz-request-id': requestId };
  return { status, headers, body: Buffer.from(body) };
}
