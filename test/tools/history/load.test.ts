import { checkHistory } from '../../../tools/history/check';
import { NoHistory } from '../../../tools/history/load';
import { historyOf, order, place, show, stock, textOf } from './script';

const LINES = textOf([
  stock('A', { available: 10 }, [0, 1]),
  place('k', { A: 2 }, [2, 5], order('o1', { A: 2 })),
  show('o1', [6, 7], { ...order('o1', { A: 2 }), status: 200 }),
]);

const ASKED = JSON.stringify({ id: 9, op: 'cancel', region: 'us-east-1', orderId: 'o1', sent: 3 });

it('puts the two lines of a request together', async () => {
  const [header = '', ...rest] = LINES;
  const split = [header, ASKED, ...rest, '{"id":9,"answered":8,"status":202}'];

  const { operations } = await historyOf(split);

  expect(operations.map(({ op, line }) => [op, line])).toEqual([
    ['stock', 3],
    ['place', 4],
    ['cancel', 6],
    ['show', 5],
  ]);
});

it('takes a request that was never answered as one of unknown outcome', async () => {
  const { operations, cutOff } = await historyOf([...LINES, ASKED]);

  expect(cutOff).toBeNull();
  expect(operations.find(({ line }) => line === 5)).toMatchObject({
    outcome: { kind: 'lost', why: 'the recording ended' },
    answered: Infinity,
  });
});

it('leaves out a last line that is cut off, and says so', async () => {
  const history = await historyOf([...LINES.slice(0, 3), LINES[3]?.slice(0, -9) ?? '']);

  expect(history.cutOff).toBe(4);
  expect(history.operations).toHaveLength(2);
  expect(checkHistory(history).ok).toBe(true);
});

it.each([
  [
    'a line in the middle that is no JSON',
    [...LINES.slice(0, 2), '{"id":', ...LINES.slice(2)],
    /^line 3: no JSON/,
  ],
  ['an empty file', [], /^the file is empty/],
  ['another file', ['{"order":"1"}'], /^line 1: history: .*; is this a history\?/],
  ['a file that is no JSON at all', ['sku,name'], /^line 1: no JSON/],
  [
    'a version that it does not know',
    [LINES[0]?.replace('"version":1', '"version":2') ?? ''],
    /^line 1: version/,
  ],
  ['an answer to nothing', [...LINES, '{"id":77,"answered":8,"status":202}'], /^line 5: answers request 77/],
  ['a request that is asked twice', [...LINES, ASKED, ASKED], /^line 6: request 9 was asked already/],
  [
    'an answer before its request',
    [...LINES.slice(0, 3), LINES[3]?.replace('"answered":7', '"answered":5') ?? ''],
    /^line 4: answered before it was sent/,
  ],
  [
    'a line that lacks a number',
    [...LINES.slice(0, 2), LINES[2]?.replace('"body":1,', '') ?? ''],
    /^line 3: body: /,
  ],
  ['a line that says nothing', [...LINES, '{"id":5}'], /^line 5: neither asks nor answers/],
])('refuses %s', async (_name, lines, message) => {
  await expect(historyOf(lines)).rejects.toThrow(message);
  await expect(historyOf(lines)).rejects.toBeInstanceOf(NoHistory);
});
