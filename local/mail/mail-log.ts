import { openLineJournal } from '../data/line-journal';
import { type Log } from '../types';

/** The template of what alarms send to operators; it belongs to no order. */
export const ALARM_TEMPLATE = 'alarm';

/** A message that would have been sent. */
export interface Mail {
  readonly channel: 'email' | 'sms';
  readonly to: string;
  /** Of the message's tags; empty where it has none. */
  readonly template: string;
  readonly orderId: string;
  /** Of an alarm's e-mail; shoppers' messages are kept without theirs. */
  readonly subject?: string;
  /** The plain text. */
  readonly body: string;
  readonly at: string;
}

/** Everything that would have been sent, oldest first. */
export interface MailLog {
  all(): readonly Mail[];
  add(mail: Mail): void;
  close(): void;
}

/** A log that ends with this process. */
export function fleetingMailLog(): MailLog {
  const mails: Mail[] = [];
  return { all: () => mails, add: (mail) => void mails.push(mail), close: () => undefined };
}

/** A log in a file; a message is in it before its sender is told that it left. */
export function keptMailLog(file: string, log: Log): MailLog {
  const journal = openLineJournal<Mail>(file, log);
  const mails = [...journal.read()];
  return {
    all: () => mails,
    add: (mail) => {
      journal.append(mail);
      mails.push(mail);
    },
    close: () => journal.close(),
  };
}
