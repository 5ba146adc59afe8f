import { createHmac } from 'node:crypto';
import { checkSignature } from '../../../lambdas/adapters/payments/stripe/webhook-signature';

/**
 * A vector that no code of ours made:
 * `printf '%s' "1700000000.$BODY" | openssl dgst -sha256 -hmac whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH`
 */
const BODY = '{\n  "id": "evt_1",\n  "object": "event",\n  "note": "Grüße, 東京"\n}';
const SECRET = 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH';
const DIGEST = '943bc6935d7d67d9bd44f4078e4a6a120cc3d67ee5a0b64e7381de58bac67741';
/** The same under another secret. */
const OTHER_SECRET = 'whsec_QmFzZTY0IHNlY3JldCBvZiBhIHRlc3Q=';
const OTHER_DIGEST = '56ae5f70b9886e81c663006ab3716c9c000d43f7002ee8520a771bb31a73b3e7';
const T = 1_700_000_000;
const WRONG = '0'.repeat(64);

interface Case {
  readonly header?: string;
  readonly headers?: readonly string[];
  readonly body?: Buffer;
  readonly secret?: string;
  readonly now?: number;
}

const check = ({
  header = `t=${T},v1=${DIGEST}`,
  headers = [header],
  body = Buffer.from(BODY),
  secret = SECRET,
  now = T * 1000,
}: Case = {}) => checkSignature({ signatures: headers, body }, secret, now);

const signed = (timestamp: string, secret = SECRET): string =>
  createHmac('sha256', secret).update(`${timestamp}.${BODY}`).digest('hex');

it('takes what openssl has signed', () => {
  expect(check()).toEqual({ kind: 'genuine' });
});

it.each([
  ['in capitals', `t=${T},v1=${DIGEST.toUpperCase()}`],
  ['with blanks between the parts', `t=${T}, v1=${DIGEST}`],
  ['with the parts in another order', `v1=${DIGEST},t=${T}`],
  ['beside one under an older secret', `t=${T},v1=${OTHER_DIGEST},v1=${DIGEST}`],
  ['before one under an older secret', `t=${T},v1=${DIGEST},v1=${OTHER_DIGEST}`],
  ['beside v1 that is none', `t=${T},v1=tomorrow,v1=${DIGEST}`],
  ['beside other schemes', `t=${T},v1=${DIGEST},v0=${WRONG},v2=x`],
])('takes a signature %s', (_, header) => {
  expect(check({ header })).toEqual({ kind: 'genuine' });
});

it.each([
  ['both of a rotation', `${OTHER_SECRET} ${SECRET}`],
  ['those of two endpoints', `${SECRET},${OTHER_SECRET}`],
  ['one with a line break behind it', `${SECRET}\n`],
])('takes %s for the secret', (_, secret) => {
  expect(check({ secret })).toEqual({ kind: 'genuine' });
});

it.each([
  ['no header', { headers: [] }, 'missing'],
  ['an empty header', { header: ' ' }, 'missing'],
  ['no timestamp', { header: `v1=${DIGEST}` }, 'malformed'],
  ['an empty timestamp', { header: `t=,v1=${DIGEST}` }, 'malformed'],
  ['a timestamp that is none', { header: `t=now,v1=${DIGEST}` }, 'malformed'],
  ['a negative timestamp', { header: `t=-1,v1=${DIGEST}` }, 'malformed'],
  ['a fraction', { header: `t=${T}.0,v1=${DIGEST}` }, 'malformed'],
  ['two timestamps', { header: `t=${T},t=${T},v1=${DIGEST}` }, 'malformed'],
  ['no signature', { header: `t=${T}` }, 'malformed'],
  ['an empty signature', { header: `t=${T},v1=` }, 'malformed'],
  ['half a signature', { header: `t=${T},v1=${DIGEST.slice(0, 32)}` }, 'malformed'],
  ['a signature with more behind it', { header: `t=${T},v1=${DIGEST}00` }, 'malformed'],
  ['only v0', { header: `t=${T},v0=${DIGEST}` }, 'malformed'],
  ['words', { header: 'let me in' }, 'malformed'],
  ['two headers', { headers: [`t=${T},v1=${DIGEST}`, `t=${T},v1=${DIGEST}`] }, 'malformed'],
  ['a made-up signature', { header: `t=${T},v1=${WRONG}` }, 'mismatch'],
  ['another secret', { secret: OTHER_SECRET }, 'mismatch'],
  ['the digest under v0 and another under v1', { header: `t=${T},v0=${DIGEST},v1=${WRONG}` }, 'mismatch'],
  ['another timestamp than was signed', { header: `t=${T + 1},v1=${DIGEST}` }, 'mismatch'],
  ['the same timestamp written otherwise', { header: `t=0${T},v1=${DIGEST}` }, 'mismatch'],
  ['no body', { body: Buffer.alloc(0) }, 'mismatch'],
  ['the body written again', { body: Buffer.from(JSON.stringify(JSON.parse(BODY))) }, 'mismatch'],
  ['the body without its umlauts', { body: Buffer.from(BODY, 'latin1') }, 'mismatch'],
] as const)('refuses %s', (_, given: Case, kind) => {
  expect(check(given)).toEqual({ kind });
});

it('refuses a body in which any one byte differs, or is missing', () => {
  const sound = Buffer.from(BODY);
  for (let index = 0; index < sound.length; index++) {
    const tampered = Buffer.from(sound);
    tampered[index] = (tampered[index] ?? 0) ^ 1;
    const cut = Buffer.concat([sound.subarray(0, index), sound.subarray(index + 1)]);
    expect([index, check({ body: tampered }), check({ body: cut })]).toEqual([
      index,
      { kind: 'mismatch' },
      { kind: 'mismatch' },
    ]);
  }
});

it('refuses a signature in which any one digit differs', () => {
  for (let index = 0; index < DIGEST.length; index++) {
    const digit = DIGEST[index] === '0' ? '1' : '0';
    const header = `t=${T},v1=${DIGEST.slice(0, index)}${digit}${DIGEST.slice(index + 1)}`;
    expect([index, check({ header })]).toEqual([index, { kind: 'mismatch' }]);
  }
});

it.each([
  [300, 'genuine'],
  [301, 'stale'],
  [-300, 'genuine'],
  [-301, 'stale'],
  [86_400, 'stale'],
])('of a signature that is %d seconds old says: %s', (age, kind) => {
  expect(check({ now: (T + age) * 1000 })).toMatchObject({ kind });
});

it('says how old a signature is, and does not judge the age of one that is not good', () => {
  expect(check({ now: (T + 412) * 1000 + 999 })).toEqual({ kind: 'stale', ageSeconds: 412 });
  expect(check({ now: (T + 412) * 1000, secret: OTHER_SECRET })).toEqual({ kind: 'mismatch' });
});

it('takes no timestamp from before the clock, however well it is signed', () => {
  expect(check({ header: `t=0,v1=${signed('0')}` })).toMatchObject({ kind: 'stale' });
  expect(check({ header: `t=999999999999,v1=${signed('999999999999')}` })).toMatchObject({ kind: 'stale' });
});

it.each([
  '',
  ' ',
  ',',
  'whsec_',
  'whsec_...',
  'whsec_…',
  'whsec_your_secret',
  'placeholder',
  'sk_test_1',
  `x${SECRET}`,
])('accepts nothing with %j for a secret, even what is signed with it', (secret) => {
  for (const key of [secret, secret.trim(), 'whsec_'])
    expect(check({ secret, header: `t=${T},v1=${signed(String(T), key)}` })).toEqual({ kind: 'no_secret' });
});

it('does not take a placeholder beside a secret', () => {
  const header = `t=${T},v1=${signed(String(T), 'whsec_...')}`;
  expect(check({ header, secret: `whsec_... ${SECRET}` })).toEqual({ kind: 'mismatch' });
});
