import { orderTokenOf, tokenOpens } from '../../../lambdas/domain/orders/token';

const keys = { current: 'new secret', previous: 'old secret' };
const made = orderTokenOf('ord_1', keys);

/** 43 characters hold two bits more than 32 bytes do: those of the last one are nobody's. */
function otherSpellingOf(token: string): string {
  const bytes = Buffer.from(token, 'base64url');
  const spellings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map(
    (last) => token.slice(0, -1) + last,
  );
  const same = spellings.filter((one) => one !== token && Buffer.from(one, 'base64url').equals(bytes));
  return same[0] ?? '';
}

describe('an order token', () => {
  it('opens its own order', () => {
    expect(tokenOpens(made, 'ord_1', keys)).toBe(true);
  });

  it('may stand in a URL as it is, and is the same for ever', () => {
    expect(orderTokenOf('ord_1', keys)).toBe(made);
    expect(orderTokenOf('ord_1', keys)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('made before the last rotation opens it too', () => {
    const old = orderTokenOf('ord_1', { current: 'old secret', previous: '' });
    expect(tokenOpens(old, 'ord_1', keys)).toBe(true);
  });

  it.each([
    ['of another order', orderTokenOf('ord_2', keys)],
    ['made with another key', orderTokenOf('ord_1', { current: 'guess', previous: '' })],
    ['made with an empty key', orderTokenOf('ord_1', { current: '', previous: '' })],
    ['cut short', made.slice(0, -2)],
    ['made longer', `${made}AAAA`],
    ['that is empty', ''],
    ['that spells the same bytes otherwise', otherSpellingOf(made)],
    ['that is no base64url', '\u{1F600}'],
  ])('%s opens nothing', (_, token) => {
    expect(tokenOpens(token, 'ord_1', { ...keys, previous: '' })).toBe(false);
  });
});
