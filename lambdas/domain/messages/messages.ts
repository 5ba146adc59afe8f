import { type Channel, type MessageTemplate } from '../orders/owed';

/** A message ready to be sent. Holds personal data: never to be logged. */
export type OutgoingMessage = {
  readonly template: MessageTemplate;
  readonly orderId: string;
  /** E-mail address, or phone number in E.164 form. */
  readonly to: string;
} & (
  | { readonly channel: 'email'; readonly subject: string; readonly text: string; readonly html: string }
  | { readonly channel: 'sms'; readonly text: string }
);

export type SendResult =
  | { readonly kind: 'sent' }
  /** It can never be delivered: the address is refused, its owner wants no messages. */
  | { readonly kind: 'undeliverable'; readonly reason: string }
  /** Throttled, unreachable, no answer: to be tried again. An answer that was lost makes a second message unavoidable. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Port to e-mail and SMS. Never throws for the service's reasons; every call has a time-out. */
export interface Messages {
  send(message: OutgoingMessage): Promise<SendResult>;
}

/** Which port a message takes; both channels have one. */
export type MessageChannels = Readonly<Record<Channel, Messages>>;
