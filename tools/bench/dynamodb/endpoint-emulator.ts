import { type Emulator } from '../../../local/dynamodb/emulator';
import { type AwsAnswer, type AwsCall } from '../../../local/endpoint/aws-call';
import { Upstream } from '../../../local/endpoint/upstream';

/** The endpoint looks up whose call it is and checks no signature; `local` is nobody's role. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** A running local cloud's tables as if an emulator held them alone: through the AWS endpoint of one region. */
export function remoteTables(endpointPort: number, kind: Emulator['kind']): Emulator {
  const upstream = new Upstream(endpointPort);
  const forward = (call: AwsCall): Promise<AwsAnswer> => upstream.forward(call);
  return {
    kind,
    forward,
    call: async (operation, input) => {
      const headers = {
        authorization: AUTHORIZATION,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-date': '20260101T000000Z',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
      };
      const answer = await forward({ operation, headers, body: Buffer.from(JSON.stringify(input)) });
      if (answer.status !== 200) throw new Error(`${operation} failed: ${answer.body.toString()}`);
      return JSON.parse(answer.body.toString()) as Record<string, unknown>;
    },
    close: async () => upstream.close(),
  };
}
