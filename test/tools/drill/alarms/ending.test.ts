import { type AlarmChange } from '../../../../tools/drill/alarms/cloudwatch';
import { endOf } from '../../../../tools/drill/alarms/ending';

const HEALED = 100;
const change = (from: AlarmChange['from'], to: AlarmChange['to'], realAt: number): AlarmChange => ({
  ...{ region: 'us-east-1', name: 'holdfast-payments-down', reason: '', notified: [] },
  ...{ from, to, at: realAt, realAt },
});
const rings = (at: number) => change('OK', 'ALARM', at);
const ends = (at: number) => change('ALARM', 'OK', at);

it.each([
  [
    'its first end after the healing',
    [rings(10), ends(50), rings(60), ends(110), rings(120), ends(130)],
    110,
  ],
  ['its end before it, when nothing came afterwards', [rings(10), ends(50)], 50],
  [
    'its end, whatever it turns to afterwards',
    [rings(10), ends(110), change('OK', 'INSUFFICIENT_DATA', 120)],
    110,
  ],
  ['nothing while it rings still', [rings(10)], undefined],
  ['nothing while it rings for the second time', [rings(10), ends(50), rings(60)], undefined],
  ['nothing when it rings again after its end', [rings(10), ends(110), rings(120)], undefined],
  ['nothing where nothing was', [], undefined],
])('is %s', (_, changes, expected) => {
  expect(endOf(changes, HEALED, false)?.realAt).toBe(expected);
});

it('of a heartbeat that misses beats while the clock jumps is the first after the healing', () => {
  expect(endOf([rings(10), ends(110), rings(120)], HEALED, true)?.realAt).toBe(110);
  expect(endOf([rings(10), ends(50), rings(60)], HEALED, true)).toBeUndefined();
});
