import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { type AwsAnswer, type AwsCall } from './aws-call';

/** Request headers that an emulator needs; it reads the region and little else from the signature. */
const FORWARDED = ['content-type', 'x-amz-target', 'authorization', 'x-amz-date'] as const;
const RETURNED = ['content-type', 'x-amzn-requestid', 'x-amz-crc32', 'x-amzn-query-error'] as const;

/** A connection pool to one emulator on 127.0.0.1. Bodies pass through as raw bytes. */
export class Upstream {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(readonly port: number) {}

  /** Sends a call on as it came. Rejects when the emulator is gone. */
  forward({ body, headers }: AwsCall): Promise<AwsAnswer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          agent: this.agent,
          host: '127.0.0.1',
          port: this.port,
          method: 'POST',
          path: '/',
          headers: { ...pick(headers, FORWARDED), 'content-length': body.length },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 500,
              headers: pick(response.headers, RETURNED),
              body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

function pick(
  headers: IncomingHttpHeaders | AwsCall['headers'],
  names: readonly string[],
): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string') picked[name] = value;
  }
  return picked;
}
