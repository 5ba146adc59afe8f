import { alarmNamed, ALARMS, EVERY_ALARM, BACKSTOPS } from '../../../../lib/alarms/catalogue';
import { NOT_DRILLED, RING_AFTER_JUMPS, SCENARIOS, scenariosFor } from '../../../../tools/drill/alarms/plan';
import { awaitedIn, goesOn, isForeseen, type Scenario } from '../../../../tools/drill/alarms/scenario';

const heard = EVERY_ALARM.filter(({ severity }) => severity !== 'part').map(({ name }) => name);
const awaited = SCENARIOS.flatMap(awaitedIn);
const nothing = () => Promise.resolve();

it('every alarm that tells somebody has a scenario, or a reason why not', () => {
  const drilled = new Set(awaited.map(({ alarm }) => alarm));
  const missing = heard.filter((name) => !drilled.has(name) && !(name in NOT_DRILLED));
  expect(missing).toEqual([]);
});

it('every alarm is heard in some scenario: being kept quiet proves half of it', () => {
  const loud = new Set(awaited.filter(({ suppressed }) => !suppressed).map(({ alarm }) => alarm));
  expect(heard.filter((name) => !loud.has(name) && !(name in NOT_DRILLED))).toEqual([]);
});

it('figures are published only for limits that one machine does not reach', () => {
  const published = SCENARIOS.filter(({ means }) => means === 'figures').flatMap(({ fires }) => fires);
  expect(published).toEqual([
    'lambda-concurrency',
    'api-near-throttle',
    'ledger-near-limit',
    'shop-near-limit',
  ]);
  const brought = SCENARIOS.filter(({ means }) => means !== 'figures').flatMap(awaitedIn);
  expect(brought.filter(({ alarm }) => published.includes(alarm))).toEqual([]);
});

it('only those stand aside that are not evaluated here, each with its static backstop', () => {
  const unevaluated = ALARMS.filter(({ evaluatedLocally }) => !evaluatedLocally).map(({ name }) => name);
  expect(Object.keys(NOT_DRILLED).toSorted()).toEqual(unevaluated.toSorted());
  for (const [name, reason] of Object.entries(NOT_DRILLED)) expect(reason).toContain(BACKSTOPS[name]);
});

it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
  '%s names alarms of the catalogue',
  (_, scenario) => {
    const named = [...awaitedIn(scenario).map(({ alarm }) => alarm), ...(scenario.alongside ?? [])];
    expect(named.map((name) => alarmNamed(name).severity)).not.toContain('part');
    for (const name of scenario.suppressed ?? []) {
      const causes = alarmNamed(name).suppressedBy;
      expect(causes.some((cause) => scenario.fires.includes(cause))).toBe(true);
    }
  },
);

it('no two scenarios share a name, and none has that of an alarm of another', () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name } of SCENARIOS) expect(scenariosFor(name).map((each) => each.name)).toContain(name);
});

it('finds the scenarios of an alarm', () => {
  expect(scenariosFor('payments-down').map(({ name }) => name)).toEqual(['payment-outage']);
  expect(scenariosFor('nothing-of-the-kind')).toEqual([]);
});

it('heartbeats are excused after jumps, and they alone', () => {
  expect(RING_AFTER_JUMPS.map((name) => alarmNamed(name).name)).toEqual([...RING_AFTER_JUMPS]);
});

it('an evacuation lasts until whoever is woken by a Region that fails would have been', () => {
  const evacuation = scenariosFor('evacuation')[0];
  expect(evacuation?.atLeast).toBeGreaterThanOrEqual(6);
  expect(evacuation?.within).toBeGreaterThan(evacuation?.atLeast ?? 0);
  for (const page of ['other-region-lost', 'errors-high', 'store-unavailable'])
    for (const side of ['first', 'second'] as const)
      expect(evacuation && isForeseen(evacuation, page, side)).toBe(false);
});

describe('another minute', () => {
  const after = (minutes: number, rang: boolean) =>
    goesOn({ within: 9, atLeast: 6 }, minutes, () => Promise.resolve(rang));

  it.each([
    [5, true, true],
    [6, true, false],
    [6, false, true],
    [9, false, false],
  ])('after %d, all have rung %s: %s', async (minutes, rang, expected) => {
    expect(await after(minutes, rang)).toBe(expected);
  });
});

describe('what is foreseen', () => {
  const scenario: Scenario = {
    name: 'a',
    what: 'b',
    means: 'fault',
    fires: ['payments-down'],
    firesThere: ['other-region-lost'],
    suppressed: ['payment-success-fast-burn'],
    alongside: ['error-logs'],
    within: 1,
    minute: nothing,
  };

  it.each([
    ['payments-down', 'first', true],
    ['payments-down', 'second', false],
    ['other-region-lost', 'first', false],
    ['other-region-lost', 'second', true],
    ['error-logs', 'second', true],
    ['payment-success-slow-burn', 'first', true],
    ['order-success-slow-burn', 'first', false],
    ['stock-integrity', 'first', false],
  ] as const)('%s in the %s Region: %s', (alarm, side, expected) => {
    expect(isForeseen(scenario, alarm, side)).toBe(expected);
  });
});
