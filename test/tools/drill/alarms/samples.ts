import {
  type AlarmRecord,
  type QuietHour,
  type Rung,
  type ScenarioRun,
} from '../../../../tools/drill/alarms/record';
import { type Scenario } from '../../../../tools/drill/alarms/scenario';

export const OUTAGE: Scenario = {
  name: 'outage',
  what: 'the provider fails',
  means: 'fault',
  fires: ['payments-down'],
  suppressed: ['payment-success-fast-burn'],
  within: 12,
  minute: () => Promise.resolve(),
};

/** Rang after two minutes and 2 s, was over after 125 minutes and 3 s. */
export const rung = (more: Partial<Rung> = {}): Rung => ({
  alarm: 'payments-down',
  side: 'first',
  suppressed: false,
  rangBefore: false,
  fired: { clockMs: 120_000, realMs: 2_000 },
  cleared: { clockMs: 7_500_000, realMs: 3_000 },
  told: ['email on-call@example.com', 'sms +447700900000'],
  ...more,
});

export const follower = (more: Partial<Rung> = {}): Rung =>
  rung({ alarm: 'payment-success-fast-burn', suppressed: true, told: [], ...more });

export const run = (more: Partial<ScenarioRun> = {}): ScenarioRun => ({
  scenario: OUTAGE,
  rung: [rung(), follower()],
  strays: [],
  parts: [follower({ alarm: 'payment-success-burn-5m' })],
  realMs: 9_000,
  ...more,
});

export const QUIET: QuietHour = {
  minutes: 60.02,
  speed: 25,
  realMs: 144_000,
  browsed: 2_000,
  carts: 320,
  orders: { '201': 150, '402': 6, '409': 4 },
  priceChanges: 6,
  byHour: [0, 1, 2],
  rang: [],
  evidence: {
    events: [
      { region: 'us-east-1', objective: 'checkout-availability', events: 90, bad: 0 },
      { region: 'us-west-2', objective: 'checkout-availability', events: 70, bad: 2 },
    ],
    unjudged: [],
  },
};

export const record = (more: Partial<AlarmRecord> = {}): AlarmRecord => ({
  seed: 7,
  runs: [run()],
  quietHour: QUIET,
  notEvaluated: { 'orders-anomaly': 'a band' },
  ...more,
});
