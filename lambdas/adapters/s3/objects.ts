import { StoreUnavailable, type WriteOutcome } from '../../domain/errors';
import { backOff, type Clock, type Random } from '../../domain/runtime';
import { MAX_ATTEMPTS } from '../service-errors';
import { type CallAws, type SignedAnswer } from '../signed-call';

/** What the objects need besides calls: waiting between tries, with jitter. */
interface Runtime {
  readonly clock: Clock;
  readonly random: Random;
}

type Answer = SignedAnswer & { readonly kind: 'answer' };

/** Ten megabytes within a Region take a second or two. */
const TIME_OUT_MS = 20_000;
const PAUSE_BASE_MS = 200;
const PAUSE_CAP_MS = 2_000;

/** Text under keys in one bucket. Keys are made of characters that a path holds unescaped. */
export class S3Objects {
  constructor(
    private readonly call: CallAws,
    readonly bucket: string,
    private readonly runtime: Runtime,
  ) {}

  /**
   * Undefined when there is none. Whoever may not list the bucket is told 403 then ("GetObject", Amazon S3 API
   * reference), with the permission to list named as the one that is missing.
   */
  async get(key: string): Promise<string | undefined> {
    const answer = await this.send('GET', key);
    if (answer.status === 200) return answer.body;
    const { code, body } = { code: codeOf(answer), body: answer.body };
    if (code === 'NoSuchKey' || (code === 'AccessDenied' && !body.includes('s3:GetObject'))) return undefined;
    throw this.failed('GetObject', key, answer, 'not_applied');
  }

  async putJson(key: string, json: string): Promise<void> {
    const answer = await this.send('PUT', key, json);
    if (answer.status !== 200) throw this.failed('PutObject', key, answer, 'not_applied');
  }

  /** Tries again what got no answer or one of the 5xx: a put of the same object changes nothing. */
  private async send(method: 'GET' | 'PUT', key: string, body?: string): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.call({
        method,
        service: 's3',
        host: 's3',
        path: `/${this.bucket}/${key}`,
        timeOutMs: TIME_OUT_MS,
        ...(body !== undefined && { body, contentType: 'application/json' }),
      });
      if (answer.kind === 'answer' && answer.status < 500) return answer;
      if (tries === MAX_ATTEMPTS) throw this.failed(method, key, answer, 'unknown');
      await this.runtime.clock.sleep(backOff(tries, PAUSE_BASE_MS, PAUSE_CAP_MS, this.runtime.random));
    }
  }

  private failed(what: string, key: string, answer: SignedAnswer, outcome: WriteOutcome): StoreUnavailable {
    const why = answer.kind === 'none' ? answer.reason : `${answer.status} ${codeOf(answer)}`;
    return new StoreUnavailable(`S3 ${what} of ${this.bucket}/${key} failed: ${why}`, outcome);
  }
}

/** "Error responses", Amazon S3 API reference. */
const codeOf = ({ body }: Answer): string => /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? 'without a code';
