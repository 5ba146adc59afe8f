import configuration from '../../../holdfast.config.json';
import { type AlarmChange, type AlarmView } from './cloudwatch';
import { RING_AFTER_JUMPS } from './plan';
import { type Rung, type ScenarioRun, type Span, type Stray } from './record';
import { endOf } from './ending';
import { type Awaited, awaitedIn, goesOn, isForeseen, type Scenario, type Side } from './scenario';
import { type Stage } from './stage';

const PREFIX = `${configuration.name}-`;
const ROUTING_CHANGED = `${PREFIX}routing-changed-signal`;
const MINUTE = 60;
const DAY = 86_400;
/** Between two looks while alarms clear: a fifth of the time that has passed, so that long windows take no longer to look at. */
const STEP_SHARE = 0.2;
/** The longest window of a burn rate is three days. */
const LONGEST_WINDOW_SECONDS = 3 * DAY;
/** Followers are quiet for two hours and a few minutes after their cause at most (lib/alarms/suppression.ts). */
const LONGEST_SUPPRESSION_SECONDS = 3 * 3_600;
/** After that much an alarm has not cleared. */
const CLEARING_LIMIT_SECONDS = 4 * DAY;
const LETTING_GO_MS = 2_000;
/** Three good ones in a row are needed (lambdas/domain/routing). */
const LOOKS_TO_LET_IN = 4;
/** Within so many minutes heartbeats are heard again. */
const REST_MINUTES = 3;
/**
 * A Region that a probe took out is let in again by its third good look, 10 s after the first, which may be 5 s away; the rest
 * is for calls that are slow (lambdas/domain/routing).
 */
const LETTING_IN_MS = 20_000;
/** Audit, reconciliation and error budget of a shop as small as this one. */
const SCHEDULES_END_MS = 4_000;

/** Both clocks at a moment, epoch ms. */
interface Moment {
  readonly clock: number;
  readonly real: number;
}

/** Plays a scenario from its fault to the moment at which no trace of it is left, and heals whatever happens. */
export async function playScenario(scenario: Scenario, stage: Stage): Promise<ScenarioRun> {
  const awaited = awaitedIn(scenario);
  await scenario.prepare?.(stage);
  const before = await stage.cloudWatch.alarms();
  const begun = await momentOf(stage);
  const healed = await bringAbout(scenario, stage, begun);
  await clear(awaited, stage, healed);
  const changes = (await stage.cloudWatch.history()).filter(({ realAt }) => realAt >= begun.real);
  const told = { stage, begun, healed, changes };
  const realMs = stage.now() - begun.real;
  const run = {
    scenario,
    rung: awaited.map((each) => rungOf(each, before, told)),
    strays: straysOf(scenario, told),
    parts: partsOf(awaited, before, told),
    realMs,
  };
  if (changes.some(({ name }) => name === ROUTING_CHANGED)) await stage.sleep(LETTING_IN_MS);
  await rest(stage);
  return run;
}

async function momentOf(stage: Stage): Promise<Moment> {
  const { now } = await stage.cloudWatch.clock();
  return { clock: now, real: stage.now() };
}

/** Resolves with the moment from which the fault is no more. */
async function bringAbout(scenario: Scenario, stage: Stage, begun: Moment): Promise<Moment> {
  const { minute, heal, schedulesFail = false, stepSeconds = MINUTE } = scenario;
  const awaited = awaitedIn(scenario);
  try {
    const rang = () => allRang(awaited, stage, begun);
    for (let number = 0; await goesOn(scenario, number, rang);) {
      await minute(stage, number);
      await (schedulesFail ? stage.cloudWatch.advance(stepSeconds) : stage.passTime(stepSeconds));
      number += stepSeconds / MINUTE;
    }
  } finally {
    await stage.heal();
  }
  const healed = await momentOf(stage);
  if (scenario.means === 'fault') await letGo(stage);
  await heal?.(stage);
  return healed;
}

/**
 * Gives what was under way the time to fail, and the probes the looks to let a Region in again: all that takes real time, of
 * which hardly any passes while alarms clear.
 */
async function letGo(stage: Stage): Promise<void> {
  await stage.sleep(LETTING_GO_MS);
  for (let look = 0; look < LOOKS_TO_LET_IN; look++) await stage.look();
}

/** Every alarm has rung, and told somebody where it ought to. */
async function allRang(awaited: readonly Awaited[], stage: Stage, begun: Moment): Promise<boolean> {
  const ringing = await stage.cloudWatch.ringing();
  if (!awaited.every((each) => ringing.includes(fullName(each, stage)))) return false;
  const changes = (await stage.cloudWatch.history()).filter(({ realAt }) => realAt >= begun.real);
  return awaited.every((each) => {
    const rings = changes.filter((change) => isRing(change) && isOf(change, each, stage));
    return rings.some(({ notified }) => each.suppressed || notified.length > 0);
  });
}

async function clear(awaited: readonly Awaited[], stage: Stage, healed: Moment): Promise<void> {
  let passed = (await stage.cloudWatch.clock()).now - healed.clock;
  const limit = passed + CLEARING_LIMIT_SECONDS * 1_000;
  let left = awaited;
  while (passed < limit && left.length > 0) {
    const step = Math.floor((passed * STEP_SHARE) / 1_000 / MINUTE) * MINUTE;
    // Heartbeats are heard again at first; a longer step leaves out more than a sweep could make up for.
    await (step <= MINUTE ? stage.passTime() : stage.cloudWatch.advance(Math.min(step, DAY)));
    passed = (await stage.cloudWatch.clock()).now - healed.clock;
    const ringing = await stage.cloudWatch.ringing();
    left = left.filter((each) => ringing.includes(fullName(each, stage)));
  }
}

/**
 * Lets every window forget what was, followers be heard again, and heartbeats too. A cause that rings until the first jump
 * is over after it, and keeps its followers quiet from then on: that takes a second jump. What is scheduled daily or hourly runs once after such
 * a jump, and is given the time to end: the next fault is none of its business.
 */
export async function rest(stage: Stage): Promise<void> {
  await stage.cloudWatch.advance(LONGEST_WINDOW_SECONDS);
  await stage.cloudWatch.advance(LONGEST_SUPPRESSION_SECONDS);
  await stage.sleep(SCHEDULES_END_MS);
  for (let minute = 0; minute < REST_MINUTES; minute++) await stage.passTime();
}

interface Told {
  readonly stage: Stage;
  readonly begun: Moment;
  readonly healed: Moment;
  /** Changes of state since it began. */
  readonly changes: readonly AlarmChange[];
}

function rungOf(each: Awaited, before: readonly AlarmView[], told: Told): Rung {
  const { stage, begun, healed } = told;
  const own = told.changes.filter((change) => isOf(change, each, stage));
  const rings = own.filter(isRing);
  const first = rings[0];
  const over = endOf(own, healed.real, RING_AFTER_JUMPS.includes(each.alarm));
  return {
    ...each,
    rangBefore: before.some((view) => isOf(view, each, stage) && view.state === 'ALARM'),
    fired: first === undefined ? null : spanOf(begun, first),
    cleared: over === undefined ? null : spanOf(healed, over),
    told: [...new Set(rings.flatMap(({ notified }) => notified))],
  };
}

const spanOf = (from: Moment, { at, realAt }: AlarmChange): Span => ({
  clockMs: Math.max(0, at - from.clock),
  realMs: Math.max(0, realAt - from.real),
});

/** Alarms that told somebody without being among those that the scenario is for. */
function straysOf(scenario: Scenario, { stage, healed, changes }: Told): readonly Stray[] {
  return changes.flatMap((change) => {
    const alarm = change.name.replace(PREFIX, '');
    const side: Side = change.region === stage.nameOf('first') ? 'first' : 'second';
    if (!isRing(change) || change.notified.length === 0 || isForeseen(scenario, alarm, side)) return [];
    if (alarm === 'budget-low' || (change.realAt >= healed.real && RING_AFTER_JUMPS.includes(alarm)))
      return [];
    return [{ region: change.region, alarm, reason: change.reason }];
  });
}

/** Alarms that tell nobody by themselves and rang in the Region under drill. */
function partsOf(awaited: readonly Awaited[], before: readonly AlarmView[], told: Told): readonly Rung[] {
  const silent = before.filter(
    ({ region, topics }) => topics.length === 0 && region === told.stage.nameOf('first'),
  );
  return silent
    .map(({ name }) => ({ alarm: name.replace(PREFIX, ''), side: 'first' as const, suppressed: true }))
    .filter((part) => !awaited.some(({ alarm }) => alarm === part.alarm))
    .map((part) => rungOf(part, before, told))
    .filter(({ fired }) => fired !== null);
}

/** As the state has it: `us-east-1/holdfast-payments-down`. */
const fullName = ({ alarm, side }: Pick<Awaited, 'alarm' | 'side'>, stage: Stage): string =>
  `${stage.nameOf(side)}/${PREFIX}${alarm}`;

const isRing = ({ to }: Pick<AlarmChange, 'to'>): boolean => to === 'ALARM';

const isOf = (
  { region, name }: Pick<AlarmChange, 'region' | 'name'>,
  { alarm, side }: Pick<Awaited, 'alarm' | 'side'>,
  stage: Stage,
): boolean => name === `${PREFIX}${alarm}` && region === stage.nameOf(side);
