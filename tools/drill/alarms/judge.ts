import { judgeEach, type Verdict } from '../verdicts/verdict';
import { type ObjectiveName } from '../../../lib/objectives/objectives';
import { type AlarmRecord, type QuietHour, type Rung, type ScenarioRun, type Stray } from './record';

interface Played {
  readonly run: ScenarioRun;
  readonly rung: Rung;
}

const subjectOf = ({ run, rung }: Played): string => `${rung.alarm} in ${run.scenario.name}`;

/** Whether every alarm rang when it had to, told whom it had to, and was over afterwards, and no other one told anybody. */
export function judgeAlarms({ runs, quietHour }: AlarmRecord): readonly Verdict[] {
  const all = runs.flatMap((run) => run.rung.map((rung): Played => ({ run, rung })));
  const loud = all.filter(({ rung }) => !rung.suppressed);
  const followers = all.filter(({ rung }) => rung.suppressed);
  const scenarios = [
    judgeEach('no alarm rang before its fault', all, subjectOf, ({ rung }) =>
      rung.rangBefore ? 'it rang already' : null,
    ),
    judgeEach('every alarm rang for the fault that it is for', loud, subjectOf, ({ run, rung }) =>
      rung.fired === null ? `did not ring within ${run.scenario.within} minutes` : null,
    ),
    judgeEach('each told somebody', loud, subjectOf, ({ rung }) =>
      rung.told.length === 0 ? 'nobody was told' : null,
    ),
    judgeEach('followers rang and told nobody while their cause did', followers, subjectOf, followerFault),
    judgeEach('each was over once its fault was healed', all, subjectOf, ({ rung }) =>
      rung.fired !== null && rung.cleared === null ? 'it rings still' : null,
    ),
    judgeEach(
      'no other alarm told anybody',
      runs,
      ({ scenario }) => scenario.name,
      ({ strays }) =>
        strays.length === 0
          ? null
          : strays.map(({ region, alarm, reason }) => `${alarm} in ${region} (${reason})`).join('; '),
    ),
  ];
  return [...(runs.length === 0 ? [] : scenarios), ...(quietHour === null ? [] : judgeQuietHour(quietHour))];
}

function followerFault({ rung: { fired, told } }: Played): string | null {
  if (fired === null) return 'did not ring';
  return told.length === 0 ? null : `told ${told.join(', ')}`;
}

function judgeQuietHour(hour: QuietHour): readonly Verdict[] {
  const { rang, minutes } = hour;
  const verdict = judgeEach(
    'an hour of normal traffic: no alarm rang, nobody was told',
    rang,
    ({ region, alarm }) => `${alarm} in ${region}`,
    (stray) => `${stray.reason}${slowness(stray, hour)}`,
  );
  const quiet = {
    ...verdict,
    checked: Math.max(1, Math.round(minutes)),
    remark: 'minutes of CloudWatch’s clock',
  };
  return [quiet, judgeEvidence(hour)];
}

/** Alarms on latency and on what is left of its budget tell the truth about a machine that is too slow for an hour in three minutes. */
function slowness({ region, alarm }: Stray, { evidence, speed }: QuietHour): string {
  const ofAny = alarm === BUDGET_LOW;
  const slow = evidence.events.filter(
    ({ objective, bad, region: at }) =>
      bad > 0 && SLOW.test(objective) && (ofAny || (at === region && alarm.startsWith(objective))),
  );
  if (slow.length === 0) return '';
  const counts = slow.map(
    (each) => `${each.bad} of ${each.events} answers (${each.objective}, ${each.region})`,
  );
  return ` In truth ${counts.join(' and ')} came too late: is this machine at rest, and fast enough for ${speed} times real time?`;
}

const SLOW = /-latency$/;
/** Budgets are of both Regions. */
const BUDGET_LOW = 'budget-low';

/** Silence tells nothing where an alarm had nothing to judge. */
function judgeEvidence({ evidence: { events, unjudged }, orders }: QuietHour): Verdict {
  const answered = Object.entries(orders).reduce(
    (sum, [status, count]) => sum + (status === 'none' ? 0 : count),
    0,
  );
  const seen = events
    .filter(({ objective }) => objective === CHECKOUT)
    .reduce((sum, each) => sum + each.events, 0);
  const findings = [
    ...events.map(({ region, objective, events: count }) => ({
      subject: `${objective} in ${region}`,
      fault: count > 0 ? null : 'no event of it reached CloudWatch',
    })),
    ...unjudged.map(({ region, alarm }) => ({
      subject: `${alarm} in ${region}`,
      fault: 'it had insufficient data',
    })),
    {
      subject: CHECKOUT,
      fault: seen >= answered ? null : `${seen} calls reached CloudWatch, and ${answered} were answered`,
    },
  ];
  return judgeEach(
    'in that hour the burn rates were judged on what was sent',
    findings,
    ({ subject }) => subject,
    ({ fault }) => fault,
  );
}

const CHECKOUT: ObjectiveName = 'checkout-availability';
