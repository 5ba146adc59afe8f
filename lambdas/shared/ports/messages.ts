import { SesMessages } from '../../adapters/messages/ses-messages';
import { signedCalls } from '../../adapters/signed-call';
import { SnsMessages } from '../../adapters/messages/sns-messages';
import { type MessageChannels, type Messages, type SendResult } from '../../domain/messages/messages';
import { type MetricName, type Telemetry } from '../telemetry/telemetry';
import { watchCalls } from '../telemetry/watch-calls';
import { type FunctionRuntime } from './runtime';

const METRICS: Record<SendResult['kind'], MetricName> = {
  sent: 'MessagesSent',
  undeliverable: 'MessagesUndeliverable',
  unavailable: 'MessagesUnavailable',
};

/** The same port; counts how messages end, and logs those that did not leave, without their recipient. */
export function reporting(port: Messages, telemetry: Telemetry): Messages {
  return {
    send: async (message) => {
      const result = await port.send(message);
      telemetry.count(METRICS[result.kind]);
      const { channel, template, orderId } = message;
      if (result.kind !== 'sent')
        telemetry.log.warn('a message was not sent', { ...result, channel, template, orderId });
      return result;
    },
  };
}

/** E-mail and SMS, on AWS. Throws `WrongEnvironment`. */
export function messagesOf(runtime: FunctionRuntime): MessageChannels {
  const { environment, region, telemetry } = runtime;
  const call = signedCalls(region);
  const email = new SesMessages(call, environment.text('MESSAGE_SENDER'));
  return {
    email: watchCalls('email', reporting(email, telemetry), runtime),
    sms: watchCalls('sms', reporting(new SnsMessages(call), telemetry), runtime),
  };
}
