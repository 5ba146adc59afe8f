import { objectivesOf } from '../../../lambdas/error-budget/objectives';
import { Environment } from '../../../lambdas/shared/environment';

const read = (OBJECTIVES: string) => objectivesOf(new Environment('error-budget', { OBJECTIVES }));

it('gives each series its dimensions back', () => {
  const packed = {
    dimensions: [{ service: 'holdfast' }],
    series: [
      ['Holdfast', 'StaleLooks', 0, 'Sum'],
      ['Holdfast', 'FreshLooks', 0, 'Sum'],
    ],
    objectives: [['order-freshness', 99, [0], [0, 1]]],
  };
  const dimensions = { service: 'holdfast' };
  expect(read(JSON.stringify(packed))).toEqual({
    series: [
      { namespace: 'Holdfast', metric: 'StaleLooks', dimensions, stat: 'Sum' },
      { namespace: 'Holdfast', metric: 'FreshLooks', dimensions, stat: 'Sum' },
    ],
    objectives: [{ name: 'order-freshness', target: 99, bad: [0], total: [0, 1] }],
  });
});

it.each([
  ['[', 'is not what lib/region/error-budget.ts makes'],
  ['{}', 'is not what lib/region/error-budget.ts makes'],
  [
    '{"dimensions":[],"series":[["N","M",0,"Sum"]],"objectives":[]}',
    'names dimensions 0, which are not there',
  ],
  ['{"dimensions":[],"series":[],"objectives":[["o",99,[],[3]]]}', 'names series 3, which is not there'],
  ['{"dimensions":[],"series":[],"objectives":[["o",100,[],[]]]}', 'is not what lib/region'],
])('a function that is deployed with %s does not start', (text, message) => {
  expect(() => read(text)).toThrow(message);
});
