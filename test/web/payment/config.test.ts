import { loadPaymentConfig, paymentConfigOf } from '../../../web/payment/config';

const answering =
  (body: string, status = 200): typeof fetch =>
  async () =>
    new Response(body, { status });

describe('how a deployment takes payment', () => {
  it.each([
    ['a publishable key', { payment: { publishableKey: 'pk_live_abc123' } }, 'stripe'],
    ['no key', { payment: { publishableKey: null } }, 'test'],
    ['nothing', {}, 'test'],
    ['a secret key, which must not be used here', { payment: { publishableKey: 'sk_live_abc123' } }, 'test'],
    ['junk', 'x', 'test'],
  ])('with %s', (_name, config, kind) => {
    expect(paymentConfigOf(config).kind).toBe(kind);
  });

  it('is not guessed: a live shop must not look like a test', async () => {
    expect(await loadPaymentConfig(answering('<html>', 200))).toBeUndefined();
    expect(await loadPaymentConfig(answering('{}', 503))).toBeUndefined();
    expect(await loadPaymentConfig(() => Promise.reject(new TypeError('lost')))).toBeUndefined();
    expect(await loadPaymentConfig(answering('{"payment":{}}'))).toEqual({ kind: 'test' });
  });
});
