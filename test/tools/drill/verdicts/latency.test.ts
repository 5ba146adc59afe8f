import { judgeCircuit, judgeLatency } from '../../../../tools/drill/verdicts/latency';
import { countAnswers, type WindowFigures } from '../../../../tools/drill/windows';

const windowOf = (promise: WindowFigures['promise'], p99: number): WindowFigures => ({
  name: promise,
  from: 0,
  to: 1,
  promise,
  sent: 100,
  answers: countAnswers([]),
  p50: 10,
  p99,
  max: 90_000,
  queueAtEnd: 0,
  queueMost: 0,
});
const wrongIn = (...windows: WindowFigures[]) => judgeLatency(windows).flatMap(({ wrong }) => wrong);

it('holds below the time-out and a second at first, and below 300 ms once the circuit is open', () => {
  expect(wrongIn(windowOf('none', 60_000), windowOf('below_time_out', 5_999), windowOf('fast', 299))).toEqual(
    [],
  );
});

it('fails beyond', () => {
  expect(wrongIn(windowOf('below_time_out', 6_000), windowOf('fast', 300))).toEqual([
    { subject: 'below_time_out', what: 'p99 is 6000 ms' },
    { subject: 'fast', what: 'p99 is 300 ms' },
  ]);
});

it('asks for an open circuit where payments failed', () => {
  const failing = windowOf('below_time_out', 1);

  expect(judgeCircuit([failing]).wrong).toHaveLength(1);
  expect(judgeCircuit([failing, windowOf('fast', 1)]).wrong).toEqual([]);
  expect(judgeCircuit([windowOf('none', 1)]).wrong).toEqual([]);
});
