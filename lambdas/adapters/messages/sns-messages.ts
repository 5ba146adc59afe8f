import { type Messages, type OutgoingMessage, type SendResult } from '../../domain/messages/messages';
import { type CallAws, type SignedAnswer } from '../signed-call';

/** A shopper may be waiting for the answer to a checkout; what does not leave in time is owed on. */
const TIME_OUT_MS = 2_000;

/**
 * Errors after which the same message can never leave, as with a number that is none ("Publish" and "Common
 * errors", Amazon SNS API reference). A number whose owner wants no messages is accepted and dropped later;
 * `OptedOut`, which other operations give for it, is here should Publish ever say so.
 */
const FOR_GOOD = new Set([
  'InvalidParameter',
  'ParameterValueInvalid',
  'ValidationException',
  'ValidationError',
  'OptedOut',
]);

/** Transactional: delivered for reliability, not for cost ("Publishing SMS messages", SNS developer guide). */
function formOf({ to, text, template, orderId }: OutgoingMessage): string {
  const attributes = { 'AWS.SNS.SMS.SMSType': 'Transactional', template, orderId };
  const parameters = Object.entries(attributes).flatMap(([name, value], index) => {
    const entry = `MessageAttributes.entry.${index + 1}`;
    return Object.entries({
      [`${entry}.Name`]: name,
      [`${entry}.Value.DataType`]: 'String',
      [`${entry}.Value.StringValue`]: value,
    });
  });
  return new URLSearchParams([
    ['Action', 'Publish'],
    ['Version', '2010-03-31'],
    ['PhoneNumber', to],
    ['Message', text],
    ...parameters,
  ]).toString();
}

/** SMS by Amazon SNS. Never throws for the service's reasons; reasons hold no number. */
export class SnsMessages implements Messages {
  constructor(private readonly call: CallAws) {}

  async send(message: OutgoingMessage): Promise<SendResult> {
    if (message.channel !== 'sms') return { kind: 'undeliverable', reason: 'not an SMS' };
    const answer = await this.call({
      service: 'sns',
      host: 'sns',
      path: '/',
      contentType: 'application/x-www-form-urlencoded',
      body: formOf(message),
      timeOutMs: TIME_OUT_MS,
    });
    return resultOf(answer);
  }
}

function resultOf(answer: SignedAnswer): SendResult {
  if (answer.kind === 'none') return { kind: 'unavailable', reason: `SNS: ${answer.reason}` };
  if (answer.status < 300) return { kind: 'sent' };
  const code = /<Code>([\w.]+)<\/Code>/.exec(answer.body)?.[1] ?? 'without a code';
  const kind = FOR_GOOD.has(code) ? 'undeliverable' : 'unavailable';
  return { kind, reason: `SNS: ${answer.status} ${code}` };
}
