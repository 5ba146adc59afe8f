import { type LagResult } from '../../../tools/counter-example/measure';
import { describeReport, isFine } from '../../../tools/counter-example/report';
import { reportOf, resultOf, tallyOf } from './samples';

it('shows what each design sold, on what, and for whom', () => {
  expect(describeReport(reportOf(resultOf(0, 0), resultOf(2_000, 116)))).toEqual([
    '100 units for 300 buyers, 20 a second over us-east-1 and us-west-2, seed 1, on ' +
      'Some CPU, 2 cores, 24 GB, linux-x64, Node v24.1.0:',
    '',
    '| replication lag | textbook sold | beyond its stock | its table says is left | Holdfast sold | beyond its stock | its audit: oversold |',
    '| --------------: | ------------: | ---------------: | ---------------------: | ------------: | ---------------: | ------------------: |',
    '|            0 ms |           100 |                0 |                      0 |           100 |                0 |                   0 |',
    '|             2 s |           216 |              116 |                      0 |           100 |                0 |                   0 |',
  ]);
});

it('says so when the replicas differ, and when a buyer got no answer', () => {
  const failures = ['UpdateItem: connection lost', 'UpdateItem: connection lost'];
  const result = resultOf(50, 3, { textbookLeft: [0, 2], textbook: tallyOf(3, failures) });
  const lines = describeReport(reportOf(result)).join('\n');

  expect(lines).toContain(' 0 or 2 |');
  expect(lines).toContain('At 50 ms, textbook: 2 got no answer, such as UpdateItem: connection lost');
});

it('is fine when the textbook oversells and Holdfast does not', () => {
  expect(isFine(reportOf(resultOf(0, 0), resultOf(50, 40)))).toBe(true);
});

it.each<[what: string, differing: Partial<LagResult>]>([
  [
    'Holdfast sold more than there was',
    { holdfast: tallyOf(1), ledger: { sold: 101, available: 0, oversold: 0 } },
  ],
  ['the audit finds oversold units', { ledger: { sold: 100, available: 0, oversold: 1 } }],
  ['the ledger and the shoppers disagree', { ledger: { sold: 99, available: 1, oversold: 0 } }],
  ['a buyer of Holdfast got no answer', { holdfast: tallyOf(0, ['lost']) }],
  ['a buyer of the textbook got no answer', { textbook: tallyOf(9, ['lost']) }],
])('is not fine when %s', (_, differing) => {
  expect(isFine(reportOf(resultOf(0, 0), resultOf(50, 40, differing)))).toBe(false);
});
