import { type AwsAnswer, type AwsCall } from '../endpoint/aws-call';
import { Upstream } from '../endpoint/upstream';
import { type Closeable } from '../types';
import { type EmulatorKind, startProcess } from './emulator-process';

export interface EmulatorOptions {
  readonly kind: EmulatorKind;
  /** Database file (dynoxide) or directory (dynalite); in memory when absent. */
  readonly path?: string;
}

/** A running DynamoDB emulator in a process of its own. */
export interface Emulator extends Closeable {
  readonly kind: EmulatorKind;
  /** Sends a client's call on as it came. */
  forward(call: AwsCall): Promise<AwsAnswer>;
  /** Makes a call of our own. Throws with the emulator's message unless it succeeds. */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
}

/** Starts an emulator on a free port of 127.0.0.1. Rejects if it does not come up. */
export async function startEmulator({ kind, path }: EmulatorOptions): Promise<Emulator> {
  const { port, stop } = await startProcess(kind, path);
  const upstream = new Upstream(port);
  return {
    kind,
    forward: (call) => upstream.forward(call),
    call: (operation, input) => callEmulator(upstream, operation, input),
    close: async () => {
      upstream.close();
      await stop();
    },
  };
}

/** Both emulators want a signature to be there and check nothing of it. */
const UNCHECKED_SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

async function callEmulator(
  upstream: Upstream,
  operation: string,
  input: object,
): Promise<Record<string, unknown>> {
  const answer = await upstream.forward({
    operation,
    body: Buffer.from(JSON.stringify(input)),
    headers: {
      authorization: UNCHECKED_SIGNATURE,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20260101T000000Z',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    },
  });
  if (answer.status !== 200) throw new Error(`${operation} failed: ${answer.body.toString()}`);
  return JSON.parse(answer.body.toString()) as Record<string, unknown>;
}
