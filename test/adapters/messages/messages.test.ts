import { SesMessages } from '../../../lambdas/adapters/messages/ses-messages';
import { type CallAws, signedCalls } from '../../../lambdas/adapters/signed-call';
import { SnsMessages } from '../../../lambdas/adapters/messages/sns-messages';
import { MemoryMessages } from '../../../lambdas/adapters/memory/messages';
import { type MessageChannels, type OutgoingMessage } from '../../../lambdas/domain/messages/messages';
import { Endpoint } from '../../../local/endpoint/endpoint';
import { checkSignature } from '../../../local/gateway/signature';
import { fleetingMailLog, type MailLog } from '../../../local/mail/mail-log';
import { type Refusal } from '../../../local/mail/refusal';
import { sesSendEmail } from '../../../local/mail/ses';
import { snsPublish } from '../../../local/mail/sns';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server';

const EMAIL: OutgoingMessage = {
  channel: 'email',
  template: 'order-confirmed',
  orderId: 'ord_1',
  to: 'ada@example.com',
  subject: 'Your order — confirmed',
  text: 'Thank you, Ada.',
  html: '<p>Thank you, Ada.</p>',
};
const SMS: OutgoingMessage = {
  channel: 'sms',
  template: 'order-cancelled',
  orderId: 'ord_2',
  to: '+447700900123',
  text: 'Cancelled & paid back = fine.',
};

const environment = { ...process.env };
beforeAll(() => {
  process.env['AWS_ACCESS_KEY_ID'] = 'key';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
});
afterAll(() => {
  process.env = environment;
});

const channelsOver = (call: CallAws): MessageChannels => ({
  email: new SesMessages(call, 'shop@example.com'),
  sms: new SnsMessages(call),
});

/** What both implementations do. */
function contract(make: () => MessageChannels, sent: () => readonly unknown[]): void {
  it.each([EMAIL, SMS])('sends %j', async (message) => {
    expect(await make()[message.channel].send(message)).toEqual({ kind: 'sent' });
    const { channel, template, orderId, to } = message;
    expect(sent().at(-1)).toMatchObject({ channel, template, orderId, to });
  });
}

describe('in memory', () => {
  const memory = new MemoryMessages();
  contract(
    () => memory,
    () => memory.sent,
  );
});

describe('by SES and SNS, as the local cloud has them', () => {
  let endpoint: Endpoint;
  let mails: MailLog;
  let channels: MessageChannels;
  let refusal: Refusal | null = null;

  beforeAll(async () => {
    mails = fleetingMailLog();
    endpoint = new Endpoint({
      port: 0,
      region: 'us-east-1',
      isDown: () => false,
      refusal: () => null,
      afterCall: () => undefined,
    });
    const now = () => new Date('2026-01-01T00:00:00Z');
    endpoint.addRest(sesSendEmail(mails, now, () => refusal));
    endpoint.addRest(snsPublish(mails, now, () => refusal));
    await endpoint.listen();
    channels = channelsOver(signedCalls('us-east-1', endpoint.url));
  });
  afterAll(() => endpoint.close());

  contract(
    () => channels,
    () => mails.all(),
  );

  it('sends the text as it is', () => {
    expect(mails.all()).toEqual([
      {
        channel: 'email',
        to: 'ada@example.com',
        template: 'order-confirmed',
        orderId: 'ord_1',
        body: 'Thank you, Ada.',
        at: '2026-01-01T00:00:00.000Z',
      },
      {
        channel: 'sms',
        to: '+447700900123',
        template: 'order-cancelled',
        orderId: 'ord_2',
        body: 'Cancelled & paid back = fine.',
        at: '2026-01-01T00:00:00.000Z',
      },
    ]);
  });

  it.each([
    { message: EMAIL, why: 'rejected', kind: 'undeliverable' },
    { message: SMS, why: 'rejected', kind: 'undeliverable' },
    { message: EMAIL, why: 'paused', kind: 'unavailable' },
    { message: SMS, why: 'paused', kind: 'unavailable' },
  ] as const)('$message.channel that is $why is $kind', async ({ message, why, kind }) => {
    const before = mails.all().length;
    refusal = why;
    const result = await channels[message.channel].send(message);
    refusal = null;
    expect(result).toMatchObject({ kind });
    expect(mails.all()).toHaveLength(before);
  });

  it.each([
    { ...EMAIL, to: 'adä@example.com' },
    { ...SMS, to: '0123' },
  ])('gives up on an address that is none: $to', async (message) => {
    expect(await channels[message.channel].send(message)).toMatchObject({ kind: 'undeliverable' });
  });
});

describe('what goes over the wire', () => {
  let server: ScriptedServer;
  let channels: MessageChannels;
  beforeAll(async () => {
    server = await startScriptedServer();
    channels = channelsOver(signedCalls('eu-west-1', server.url));
  });
  beforeEach(() => {
    server.received.length = 0;
    server.script.length = 0;
  });
  afterAll(() => server.close());

  it.each([
    { message: EMAIL, service: 'ses' },
    { message: SMS, service: 'sns' },
  ])('is signed for $service', async ({ message, service }) => {
    server.script.push({ status: 200, json: {} });
    await channels[message.channel].send(message);
    const [{ method, path, headers, body }] = server.received as [ScriptedServer['received'][number]];
    const check = checkSignature(
      {
        method,
        path,
        query: '',
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
        body: Buffer.from(body),
        sourceIp: '127.0.0.1',
      },
      {
        region: 'eu-west-1',
        service,
        operators: [{ accessKeyId: 'key', secretAccessKey: 'secret' }],
        now: new Date(),
      },
    );
    expect(check).toEqual({ kind: 'valid', accessKeyId: 'key' });
  });

  const error = (code: string, message = 'no') => ({
    status: 400,
    json: { message },
    headers: { 'x-amzn-errortype': `${code}:http://internal.amazon.com/coral/` },
  });
  const xml = (status: number, code: string) => ({
    status,
    text: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`,
  });

  it.each([
    [EMAIL, error('MessageRejected'), 'undeliverable'],
    [EMAIL, error('BadRequestException'), 'undeliverable'],
    [EMAIL, error('MessageRejected', 'Email address is not verified.'), 'unavailable'],
    [EMAIL, error('MessageRejected', 'Sending paused for this account.'), 'unavailable'],
    [EMAIL, error('MessageRejected', 'Sending suspended for this account.'), 'unavailable'],
    [EMAIL, error('MailFromDomainNotVerifiedException'), 'unavailable'],
    [EMAIL, error('AccountSuspendedException'), 'unavailable'],
    [EMAIL, error('TooManyRequestsException'), 'unavailable'],
    [EMAIL, error('SendingPausedException'), 'unavailable'],
    [EMAIL, error('AccessDeniedException'), 'unavailable'],
    [EMAIL, { status: 500, text: 'oops' }, 'unavailable'],
    [EMAIL, 'break', 'unavailable'],
    [SMS, xml(400, 'InvalidParameter'), 'undeliverable'],
    [SMS, xml(400, 'OptedOut'), 'undeliverable'],
    [SMS, xml(403, 'AuthorizationError'), 'unavailable'],
    [SMS, xml(429, 'Throttled'), 'unavailable'],
    [SMS, 'break', 'unavailable'],
  ] as const)('%#: an error that passes is told from one that does not', async (message, script, kind) => {
    server.script.push(script);
    const result = await channels[message.channel].send(message);
    expect(result).toMatchObject({ kind });
    expect(JSON.stringify(result)).not.toContain(message.to);
  });

  it.each([EMAIL, SMS])(
    'one attempt is made, and two seconds are waited for an answer: $channel',
    async (message) => {
      const time = new AbortController();
      const limit = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(time.signal);
      server.script.push('silence');
      const arrival = server.arrival();

      const sending = channels[message.channel].send(message);
      await arrival;
      time.abort(new DOMException('The time is over.', 'TimeoutError'));
      const result = await sending;

      expect(limit.mock.calls).toEqual([[2_000]]);
      limit.mockRestore();
      expect(result).toMatchObject({ kind: 'unavailable' });
      expect(JSON.stringify(result)).toContain('no answer within 2000 ms');
      expect(server.received).toHaveLength(1);
    },
  );
});
