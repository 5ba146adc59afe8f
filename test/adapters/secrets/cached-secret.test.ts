import { ManualClock } from '../../../lambdas/adapters/memory/manual-clock';
import { secretsClient } from '../../../lambdas/adapters/secrets/client';
import { orderTokenSecret, paymentSecret } from '../../../lambdas/adapters/secrets/shop-secrets';
import { httpOptions } from '../../../lambdas/adapters/time-outs';
import { PATIENT } from '../support/patient';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server';

const MINUTE = 60_000;

describe('secrets', () => {
  let server: ScriptedServer;
  let clock: ManualClock;
  beforeAll(async () => (server = await startScriptedServer()));
  beforeEach(() => {
    clock = new ManualClock();
    server.received.length = 0;
    server.script.length = 0;
  });
  afterAll(async () => server.close());

  const client = () =>
    secretsClient('us-east-1', {
      endpoint: server.url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
      requestHandler: httpOptions(PATIENT),
    });
  const secret = (value: unknown) => ({
    status: 200,
    json: { Name: 's', SecretString: JSON.stringify(value) },
  });
  const refused = { status: 400, json: { __type: 'ResourceNotFoundException', message: 'no such secret' } };
  const keys = (current: string) => ({ current, previous: '' });

  test('reads the payment account', async () => {
    server.script.push(secret({ apiKey: 'sk', webhookSecret: 'wh', baseUrl: 'http://127.0.0.1:4010' }));

    expect(await paymentSecret(client(), 'holdfast/payment', clock).get()).toEqual({
      apiKey: 'sk',
      webhookSecret: 'wh',
      baseUrl: 'http://127.0.0.1:4010',
    });
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({ SecretId: 'holdfast/payment' });
  });

  test('asks once for all who wait, and again after five minutes', async () => {
    server.script.push(secret(keys('one')), secret(keys('two')));
    const tokens = orderTokenSecret(client(), 'holdfast/order-token', clock);

    expect(await Promise.all([tokens.get(), tokens.get()])).toEqual([keys('one'), keys('one')]);
    clock.advance(5 * MINUTE - 1);
    expect(await tokens.get()).toEqual(keys('one'));
    expect(server.received).toHaveLength(1);

    clock.advance(1);
    expect(await tokens.get()).toEqual(keys('two'));
  });

  test.each([
    ['refused', refused],
    ['corrupt', secret({ previous: 'x' })],
  ])('serves the last good value when a refresh is %s, and tries again soon', async (_, answer) => {
    server.script.push(secret(keys('one')), answer, secret(keys('two')));
    const tokens = orderTokenSecret(client(), 'holdfast/order-token', clock);
    await tokens.get();

    clock.advance(5 * MINUTE);
    expect(await tokens.get()).toEqual(keys('one'));
    expect(await tokens.get()).toEqual(keys('one'));
    expect(server.received).toHaveLength(2);

    clock.advance(MINUTE / 2);
    expect(await tokens.get()).toEqual(keys('two'));
  });

  test('fails when there has never been a value, and asks again at the next call', async () => {
    server.script.push(refused, secret(keys('one')));
    const tokens = orderTokenSecret(client(), 'holdfast/order-token', clock);

    await expect(tokens.get()).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await tokens.get()).toEqual(keys('one'));
  });

  test.each([
    [{ webhookSecret: 'hidden' }, 'its field "apiKey" is missing'],
    [{ apiKey: 7, webhookSecret: 'hidden' }, 'its field "apiKey" must be a string'],
    ['hidden', 'a JSON object is needed'],
  ])('says what is wrong with a secret, not what stands in it', async (value, what) => {
    server.script.push(secret(value));

    await expect(paymentSecret(client(), 'holdfast/payment', clock).get()).rejects.toMatchObject({
      code: 'corrupt_record',
      message: `Secret holdfast/payment: ${what}.`,
    });
  });
});
