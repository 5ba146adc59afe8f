import { StoreUnavailable } from '../../domain/errors';
import { type MessageChannels, type OutgoingMessage, type SendResult } from '../../domain/messages/messages';
import { atomically, type Step } from './step';

/**
 * Both message channels in memory: what was sent, in order. A `StoreUnavailable` thrown by the step hook
 * becomes the answer `unavailable`; anything else goes through, as a crash does.
 */
export class MemoryMessages implements MessageChannels {
  readonly sent: OutgoingMessage[] = [];
  readonly email = { send: (message: OutgoingMessage) => this.take(message) };
  readonly sms = { send: (message: OutgoingMessage) => this.take(message) };

  constructor(private readonly step?: Step) {}

  private async take(message: OutgoingMessage): Promise<SendResult> {
    try {
      return await atomically(this.step, `messages.${message.channel}`, () => {
        this.sent.push(message);
        return { kind: 'sent' };
      });
    } catch (error) {
      if (error instanceof StoreUnavailable) return { kind: 'unavailable', reason: error.message };
      throw error;
    }
  }
}
