import { failedMessages } from '../../../local/queues/batch-response';
import { type InvocationResult } from '../../../local/types';

const IDS = ['a', 'b', 'c'];
const returned = (payload: unknown): InvocationResult => ({ kind: 'returned', payload });
const failing = (...items: unknown[]): InvocationResult => returned({ batchItemFailures: items });

describe('with ReportBatchItemFailures', () => {
  test.each<[string, InvocationResult, readonly string[]]>([
    ['some items', failing({ itemIdentifier: 'b' }), ['b']],
    ['an empty list', failing(), []],
    ['no list', returned({}), []],
    ['null in place of the list', returned({ batchItemFailures: null }), []],
    ['null', returned(null), []],
    ['a string', returned('done'), IDS],
    ['an object in place of the list', returned({ batchItemFailures: {} }), IDS],
    ['an empty identifier', failing({ itemIdentifier: '' }), IDS],
    ['a null identifier', failing({ itemIdentifier: null }), IDS],
    ['another key', failing({ id: 'a' }), IDS],
    ['an identifier of no message', failing({ itemIdentifier: 'a' }, { itemIdentifier: 'z' }), IDS],
    ['an error', { kind: 'function_error', errorType: 'Error', errorMessage: '' }, IDS],
    ['a time-out', { kind: 'timed_out', afterSeconds: 3 }, IDS],
  ])('%s', (_, result, expected) => {
    expect(failedMessages(IDS, result, true)).toEqual(expected);
  });
});

test('without it the answer does not matter', () => {
  expect(failedMessages(IDS, failing({ itemIdentifier: 'b' }), false)).toEqual([]);
});
