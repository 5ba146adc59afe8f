import { unauthorized, type StripeError } from './errors';

function keyOf(authorization: string): string {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return '';
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '';
}

/**
 * Takes any secret key (`sk_…`), as a bearer token or as the user name of basic authentication
 * (https://docs.stripe.com/api/authentication).
 *
 * @returns the refusal, or `undefined` when the key will do
 */
export function checkApiKey(authorization: string | undefined): StripeError | undefined {
  if (authorization === undefined) {
    return unauthorized('You did not provide an API key: send it as Authorization: Bearer sk_test_…');
  }
  const key = keyOf(authorization);
  return /^sk_\w+$/.test(key) ? undefined : unauthorized(`Invalid API Key provided: ${key.slice(0, 3)}****`);
}
