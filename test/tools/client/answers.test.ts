import { explain, retryAfterMs, toAnswer } from '../../../tools/client/answers';
import { resource } from '../../../tools/client/regions';
import { health, order } from '../../../tools/client/shapes';

const NOW = new Date('2026-01-01T00:00:00Z');
const answered = (status: number, body: string, headers: Record<string, string> = {}) => ({
  kind: 'answered' as const,
  status,
  headers,
  body,
});

describe('answers', () => {
  it('carry the problem with its code, extension members and Retry-After', () => {
    const body = '{"code":"out_of_stock","title":"Sold out","lines":[{"sku":"A"}]}';

    const answer = toAnswer(answered(409, body, { 'retry-after': '2' }), order, NOW);

    expect(answer).toMatchObject({
      kind: 'refused',
      status: 409,
      problem: { code: 'out_of_stock', title: 'Sold out', detail: null, members: { lines: [{ sku: 'A' }] } },
      retryAfterMs: 2_000,
    });
  });

  it.each([
    ['{"message":"Forbidden"}', 'http_403', 'Forbidden'],
    ['<html>', 'http_403', 'http_403'],
  ])('make a problem of %s', (body, code, title) => {
    expect(toAnswer(answered(403, body), order, NOW)).toMatchObject({ problem: { code, title } });
  });

  it('are unintelligible when a success is not the contract’s', () => {
    const answer = toAnswer(answered(200, '{"hello":1}'), health, NOW);

    expect(answer.kind).toBe('unintelligible');
    expect(answer.kind !== 'answered' && explain(answer)).toContain('region');
  });

  it.each([
    [undefined, null],
    ['3', 3_000],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', null],
  ])('read Retry-After %s as %s ms', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });
});

describe('addresses', () => {
  it('keep the stage of a deployed API', () => {
    const base = new URL('https://abc.execute-api.us-east-1.amazonaws.com/prod/');

    expect(resource(base, '/v1/products', { q: 'a b' }).href).toBe(
      'https://abc.execute-api.us-east-1.amazonaws.com/prod/v1/products?q=a+b',
    );
  });
});
