import { messageFor, messageForAnswer, messageForDegraded } from '../../web/messages';
import { texts } from '../../web/texts';
import { problem, unreachable } from './fakes';
import { openApi, shopperCodes } from './open-api';

const {
  unknown,
  throttled,
  internal_error: internal,
  store_unavailable: unavailable,
  forbidden,
} = texts.problems;

describe('what shoppers are told', () => {
  const codes = shopperCodes();

  it('covers the contract', () => {
    expect(codes.length).toBeGreaterThan(15);
    expect(codes).toEqual(
      expect.arrayContaining(['out_of_stock', 'payment_declined', 'throttled', 'timeout']),
    );
  });

  it.each(codes)('%s has a message of its own', (code) => {
    const message = messageFor({ code, status: 418 });
    expect(message).not.toBe(unknown);
    expect(message.title).not.toBe('');
    expect(message.text).not.toBe('');
  });

  it.each([
    ['a code that it does not know', { code: 'brand_new', status: 409 }, unknown],
    ['a name of every object', { code: 'toString', status: 409 }, unknown],
    ['429 without a code', { code: 'unknown', status: 429 }, throttled],
    ['502 of the edge', { code: 'unknown', status: 502 }, unavailable],
    ['500 without a code', { code: 'unknown', status: 500 }, internal],
    ['403 of the firewall', { code: 'unknown', status: 403 }, forbidden],
  ])('goes by the status for %s', (_name, answer, message) => {
    expect(messageFor(answer)).toBe(message);
  });

  it('says that the shop cannot be reached', () => {
    expect(messageForAnswer(unreachable)).toBe(texts.problems.unreachable);
    expect(messageForAnswer(problem(503, 'busy'))).toBe(texts.problems.busy);
  });

  it('names each part that the contract may leave out, and any other', () => {
    const parts = JSON.stringify(openApi().components.schemas['ProductDetails']);
    expect(parts).toContain('"enum":["availability"]');
    expect(messageForDegraded('availability')).toBe(texts.degraded.availability);
    expect(messageForDegraded('gift_wrap')).toContain('gift_wrap');
    expect(messageForDegraded('other')).toContain('other');
  });
});
