import { type OutgoingMessage, type SendResult } from '../../../../lambdas/domain/messages/messages';
import { reporting } from '../../../../lambdas/shared/ports/messages';
import { RecordingTelemetry } from '../../support/recording-telemetry';

const MESSAGE: OutgoingMessage = {
  channel: 'sms',
  template: 'order-confirmed',
  orderId: 'ord_1',
  to: '+447700900123',
  text: 'Thank you.',
};

it.each([
  [{ kind: 'sent' }, 'MessagesSent', 0],
  [{ kind: 'undeliverable', reason: 'SNS: 400 OptedOut' }, 'MessagesUndeliverable', 1],
  [{ kind: 'unavailable', reason: 'SNS: 500' }, 'MessagesUnavailable', 1],
] as const)(
  '%j is counted, and logged without its recipient unless it left',
  async (result, metric, lines) => {
    const telemetry = new RecordingTelemetry();
    const port = reporting({ send: async (): Promise<SendResult> => result }, telemetry);

    expect(await port.send(MESSAGE)).toEqual(result);

    expect([...telemetry.counts]).toEqual([[metric, 1]]);
    expect(telemetry.lines).toHaveLength(lines);
    expect(telemetry.text).not.toMatch(/447700900123|Thank you/);
  },
);
