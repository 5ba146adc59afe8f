import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import {
  Attempt,
  attemptOf,
  isReceiptEntry,
  isReturnEntry,
  parseOwner,
  receiptEntry,
  receiptKey,
  returnEntry,
} from '../../../lambdas/domain/stock/attempt';

test('every request of an attempt has an op id of its own that names the attempt', () => {
  const attempt = Attempt.begin('ORDER#o', new SeededRandom(1));
  const opIds = [attempt.nextOpId(), attempt.nextOpId(), attempt.nextOpId()];
  expect(new Set(opIds).size).toBe(3);
  expect(opIds.map(attemptOf)).toEqual([attempt.id, attempt.id, attempt.id]);
});

test('proofs of returns and receipts are told apart from requests', () => {
  const all = [returnEntry('ord_1'), receiptEntry('r.1'), 'attempt.1'];
  expect(all.map(isReturnEntry)).toEqual([true, false, false]);
  expect(all.map(isReceiptEntry)).toEqual([false, true, false]);
});

test.each([
  ['ORDER#ord_1', { kind: 'order', orderId: 'ord_1' }],
  [receiptKey('A', 'delivery#7'), { kind: 'receipt', sku: 'A', receiptId: 'delivery#7' }],
  ['STOCK#A#1', undefined],
  ['ORDER#', undefined],
  ['', undefined],
])('the owner "%s" is read back', (key, owner) => {
  expect(parseOwner(key)).toEqual(owner);
});
