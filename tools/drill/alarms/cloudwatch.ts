import { z } from 'zod';
import { type Answer } from '../../client/answers';
import { type CallerOptions, createCaller } from '../../client/caller';
import { expectAnswer } from '../shop';

const time = z.iso.datetime().transform((text) => Date.parse(text));
const state = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

/** GET and PUT /_local/clock; `now` in epoch ms. */
const clockReading = z.looseObject({ now: time, speed: z.number() });

/** GET /_local/alarms. */
const alarmViews = z.array(
  z.looseObject({
    region: z.string(),
    name: z.string(),
    state,
    reason: z.string(),
    description: z.string(),
    topics: z.array(z.string()),
    notEvaluated: z.string().optional(),
    suppressedBy: z.string().optional(),
  }),
);

/** GET /_local/alarms/history; `at` by CloudWatch's clock, both in epoch ms. */
const alarmChanges = z.array(
  z.looseObject({
    region: z.string(),
    name: z.string(),
    from: state,
    to: state,
    at: time,
    realAt: time,
    reason: z.string(),
    notified: z.array(z.string()),
  }),
);

/** GET /_local/state: the state of each alarm under `region/name`, far quicker than all that there is to tell of them. */
const alarmStates = z.looseObject({ alarms: z.record(z.string(), state) });

export type ClockReading = z.infer<typeof clockReading>;
export type AlarmView = z.infer<typeof alarmViews>[number];
export type AlarmChange = z.infer<typeof alarmChanges>[number];

/** The local CloudWatch's clock and alarms. Every call throws DrillFailed when it is not answered. */
export interface CloudWatchControl {
  clock(): Promise<ClockReading>;
  /** Lets the clock run so many times as fast as real time. */
  setSpeed(speed: number): Promise<ClockReading>;
  /** Lets it jump; all alarms have been looked at when this resolves. */
  advance(seconds: number): Promise<ClockReading>;
  alarms(): Promise<readonly AlarmView[]>;
  /** Under `region/name`, those that ring. */
  ringing(): Promise<readonly string[]>;
  /** Changes of state, oldest first. */
  history(): Promise<readonly AlarmChange[]>;
}

/** A client of the local CloudWatch behind the control API. */
export function createCloudWatch(options: Omit<CallerOptions, 'sign'>): CloudWatchControl {
  const call = createCaller(options);
  const expecting = async <T>(what: string, answer: Promise<Answer<T>>): Promise<T> =>
    expectAnswer(what, await answer);
  return {
    clock: () => expecting('reading the clock', call({ path: '/_local/clock', answer: clockReading })),
    setSpeed: (speed) =>
      expecting(
        'setting the clock',
        call({ method: 'PUT', path: '/_local/clock', body: { speed }, answer: clockReading }),
      ),
    advance: (seconds) =>
      expecting(
        'moving the clock on',
        call({ method: 'POST', path: '/_local/clock/advance', body: { seconds }, answer: clockReading }),
      ),
    alarms: () => expecting('reading the alarms', call({ path: '/_local/alarms', answer: alarmViews })),
    ringing: async () => {
      const { alarms } = await expecting(
        'reading the state',
        call({ path: '/_local/state', answer: alarmStates }),
      );
      return Object.keys(alarms).filter((name) => alarms[name] === 'ALARM');
    },
    history: () =>
      expecting('reading the history', call({ path: '/_local/alarms/history', answer: alarmChanges })),
  };
}
