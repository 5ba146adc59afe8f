import { type Messages, type OutgoingMessage, type SendResult } from '../../domain/messages/messages';
import { type CallAws, type SignedAnswer } from '../signed-call';

/** A shopper may be waiting for the answer to a checkout; what does not leave in time is owed on. */
const TIME_OUT_MS = 2_000;

/**
 * Errors after which the same message can never leave ("SendEmail", Amazon SES API v2 reference). All others,
 * a sender that is not verified yet among them, may pass.
 */
const FOR_GOOD = new Set(['MessageRejected', 'BadRequestException']);

/**
 * What SES says under the same codes where nothing is wrong with the message: a sender, or in the sandbox a
 * recipient, that is not verified ("Amazon SES email sending errors"), and an account that AWS has stopped
 * ("Sending paused for this account", earlier "suspended"), which SES rejects as if each message were bad.
 */
const MAY_PASS = /not verified|sending (paused|suspended)/i;

const content = (data: string) => ({ Data: data, Charset: 'UTF-8' });

function requestOf(message: OutgoingMessage & { channel: 'email' }, sender: string): object {
  const { to, subject, text, html, template, orderId } = message;
  return {
    FromEmailAddress: sender,
    Destination: { ToAddresses: [to] },
    Content: {
      Simple: { Subject: content(subject), Body: { Text: content(text), Html: content(html) } },
    },
    EmailTags: [
      { Name: 'template', Value: template },
      { Name: 'order-id', Value: orderId },
    ],
  };
}

/** E-mail by Amazon SES, API v2. Never throws for the service's reasons; reasons hold no address. */
export class SesMessages implements Messages {
  constructor(
    private readonly call: CallAws,
    private readonly sender: string,
  ) {}

  async send(message: OutgoingMessage): Promise<SendResult> {
    if (message.channel !== 'email') return { kind: 'undeliverable', reason: 'not an e-mail' };
    const answer = await this.call({
      service: 'ses',
      host: 'email',
      path: '/v2/email/outbound-emails',
      contentType: 'application/json',
      body: JSON.stringify(requestOf(message, this.sender)),
      timeOutMs: TIME_OUT_MS,
    });
    return resultOf(answer);
  }
}

function resultOf(answer: SignedAnswer): SendResult {
  if (answer.kind === 'none') return { kind: 'unavailable', reason: `SES: ${answer.reason}` };
  if (answer.status < 300) return { kind: 'sent' };
  const code = codeOf(answer);
  const forGood = FOR_GOOD.has(code) && !MAY_PASS.test(answer.body);
  return { kind: forGood ? 'undeliverable' : 'unavailable', reason: `SES: ${answer.status} ${code}` };
}

/** `x-amzn-errortype: Code:http://…`, see "AWS restJson1 protocol" of Smithy. */
const codeOf = ({ headers }: SignedAnswer & { kind: 'answer' }): string =>
  headers.get('x-amzn-errortype')?.split(':')[0]?.split('#').at(-1) ?? 'without a code';
