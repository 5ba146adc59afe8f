import { type MemoryMessages } from '../../lambdas/adapters/memory/messages';
import { type MessageChannels, type Messages, type SendResult } from '../../lambdas/domain/messages/messages';
import { type Actor } from './flight';
import { type Network } from './network';

const failed: SendResult = { kind: 'unavailable', reason: 'the network lost the answer' };

/** Both channels as one actor reaches them: a lost request or answer is told, never thrown. */
export function messagesOver(
  { network, messages }: { network: Network; messages: MemoryMessages },
  actor: Actor,
): MessageChannels {
  const over = (channel: 'email' | 'sms'): Messages => ({
    send: (message) =>
      network.send<SendResult>({
        actor,
        label: `messages.${channel}(${message.template}, ${message.orderId})`,
        orderId: message.orderId,
        writes: true,
        run: () => messages[channel].send(message),
        lost: () => failed,
        resent: (answer) => answer,
      }),
  });
  return { email: over('email'), sms: over('sms') };
}
