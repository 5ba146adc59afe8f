import { faultsOf, movesTimeOn, paymentOutage } from '../../../tools/drill/plan';

const LENGTHS = { normal: 1_000, hang: 2_000, error: 4_000, heal: 3_000 };
const NO_HARDSHIP = { duplicateRate: 0, crashRate: 0, lostRegion: null };

const shortly = (lostRegion: string | null) =>
  paymentOutage(LENGTHS, { lostRegion }).map(({ milliseconds, payments, lost }) => [
    milliseconds,
    payments,
    lost,
  ]);

it('lets payments work, hang, fail and come back', () => {
  expect(shortly(null)).toEqual([
    [1_000, 'ok', null],
    [2_000, 'hang', null],
    [4_000, 'error', null],
    [3_000, 'ok', null],
  ]);
});

it('lets some calls through where it is told to', () => {
  const shares = paymentOutage(LENGTHS, { lostRegion: null }, 0.6).map(({ share }) => share);

  expect(shares).toEqual([1, 0.6, 1, 1]);
});

it('loses a Region in the middle of the outage, for good', () => {
  expect(shortly('us-east-1')).toEqual([
    [1_000, 'ok', null],
    [2_000, 'hang', null],
    [2_000, 'error', null],
    [2_000, 'error', 'us-east-1'],
    [3_000, 'ok', 'us-east-1'],
  ]);
});

it('puts the weather of a phase and the hardships of the drill into the faults', () => {
  const phase = { name: 'x', milliseconds: 1, payments: 'hang' as const, share: 0.6, lost: 'us-east-1' };

  expect(faultsOf(phase, { duplicateRate: 0.2, crashRate: 0.02, lostRegion: 'us-east-1' })).toEqual({
    payments: { mode: 'hang', rate: 0.6 },
    regions: { 'us-east-1': 'down' },
    sqs: { duplicateRate: 0.2 },
    lambda: { crashRate: 0.02 },
  });
});

it.each([
  [{ ...NO_HARDSHIP }, false],
  [{ ...NO_HARDSHIP, duplicateRate: 0.2 }, false],
  [{ ...NO_HARDSHIP, crashRate: 0.01 }, true],
  [{ ...NO_HARDSHIP, lostRegion: 'us-east-1' }, true],
])('moves time on only where orders are left in nobody’s hand: %j', (hardships, expected) => {
  expect(movesTimeOn(hardships)).toBe(expected);
});
