import { keepIn, type TextStorage } from '../../../web/state/keep';

const fails = (): never => {
  throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
};

describe('keeping things in the browser', () => {
  it.each<[string, TextStorage | undefined]>([
    ['there is no storage', undefined],
    ['the storage is full', { getItem: () => null, setItem: fails, removeItem: () => undefined }],
    ['the storage is blocked', { getItem: fails, setItem: fails, removeItem: fails }],
  ])('goes on in memory when %s', (_name, storage) => {
    const keep = keepIn(storage);
    expect(keep.read('cart')).toBeUndefined();
    keep.write('cart', { lines: [] });
    expect(keep.read('cart')).toEqual({ lines: [] });
    keep.remove('cart');
    expect(keep.read('cart')).toBeUndefined();
  });

  it('reads what is no JSON as nothing', () => {
    const keep = keepIn({ getItem: () => '{', setItem: () => undefined, removeItem: () => undefined });
    expect(keep.read('cart')).toBeUndefined();
  });
});
