import { HEALTHY, parseFaults } from '../../../../local/control/faults';
import { callOf, inForce, presets } from '../../../../local/page/client/faults';
import { type Faults } from '../../../../local/types';

const REGIONS = ['us-east-1', 'us-west-2'];
const BREAKABLE = { regions: REGIONS, functions: [] };

it.each(presets(REGIONS))(
  '$name: the control API takes it on and off, and the page tells which it is',
  (preset) => {
    expect(preset.isOn(HEALTHY)).toBe(false);
    const on = preset.on(HEALTHY);
    expect(parseFaults(on, BREAKABLE)).toMatchObject({ kind: 'parsed' });
    expect(preset.isOn(on)).toBe(true);
    expect(inForce(on)).toHaveLength(1);
    const off = preset.off(on);
    expect(parseFaults(off, BREAKABLE)).toMatchObject({ kind: 'parsed' });
    expect(preset.isOn(off)).toBe(false);
    expect(inForce(off)).toEqual([]);
  },
);

it('leaves the other faults alone', () => {
  const all = presets(REGIONS).filter(({ name }) => name !== 'Payment hangs');
  const everything = all.reduce((faults, preset) => preset.on(faults), HEALTHY);
  expect(all.map((preset) => preset.isOn(everything))).toEqual(all.map(() => true));
});

it('says in words what is in force', () => {
  const faults: Faults = {
    regions: { 'us-east-1': 'isolated', 'us-west-2': 'up' },
    payments: { mode: 'slow', latencyMs: 200, rate: 0.5 },
    dynamodb: { throttleRate: 0.01, latencyMs: 5, conflictRate: 0.2 },
    replication: { lagMs: 1500 },
    sqs: { duplicateRate: 0.125 },
    lambda: { crashRate: 0.02, crashAfterCall: 3, crashFunction: null, concurrency: 4 },
    apiGateway: { throttleRate: 0.3 },
    edge: { failRate: 1 },
    keyValueStore: { failRate: 0.4 },
    mail: { rejectRate: 0.6, pauseRate: 0.2 },
  };
  expect(inForce(faults)).toEqual([
    'us-east-1 is isolated',
    'payments: slow for 50 %',
    'payments take 200 ms longer',
    'DynamoDB throttles 1 %',
    'DynamoDB takes 5 ms longer',
    'write conflicts between Regions: 20 %',
    'replication lags 1500 ms',
    'SQS delivers 12.5 % twice',
    'functions crash: 2 %',
    'functions crash after AWS call 3',
    'functions at a time: 4',
    'API Gateway throttles 30 %',
    'the edge fails: 100 %',
    "the edge's key-value store fails: 40 %",
    'mail is rejected: 60 %',
    'mail is put off: 20 %',
  ]);
  expect(inForce(HEALTHY)).toEqual([]);
  const lambda = {
    ...HEALTHY.lambda,
    crashAfterCall: 'PutItem',
    crashFunction: 'us-east-1/holdfast-place-order',
  };
  expect(inForce({ ...HEALTHY, lambda })).toEqual([
    'us-east-1/holdfast-place-order crashes after AWS call PutItem',
  ]);
});

it.each([
  ['3', 3],
  ['PutItem', 'PutItem'],
  [null, null],
])('takes %j for the call %j', (text, call) => {
  expect(callOf(text)).toBe(call);
});
