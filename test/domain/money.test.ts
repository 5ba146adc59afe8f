import { totalOf } from '../../lambdas/domain/money';

const pounds = (amount: number) => ({ amount, currency: 'GBP' });

test('a total sums price times quantity', () => {
  const lines = [
    { price: pounds(250), quantity: 2 },
    { price: pounds(99), quantity: 1 },
  ];
  expect(totalOf(lines)).toEqual(pounds(599));
});

test('there is no total of nothing, nor of two currencies', () => {
  expect(totalOf([])).toBeUndefined();
  const euro = { price: { amount: 1, currency: 'EUR' }, quantity: 1 };
  expect(totalOf([{ price: pounds(1), quantity: 1 }, euro])).toBeUndefined();
});
