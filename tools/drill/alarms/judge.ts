import { judgeEach, type Verdict } from '../verdicts/verdict';
import { type AlarmRecord, type Rung, type ScenarioRun } from './record';

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

function judgeQuietHour({ rang, minutes }: NonNullable<AlarmRecord['quietHour']>): readonly Verdict[] {
  const verdict = judgeEach(
    'an hour of normal traffic: no alarm rang, nobody was told',
    rang,
    ({ region, alarm }) => `${alarm} in ${region}`,
    ({ reason }) => reason,
  );
  return [{ ...verdict, checked: Math.max(1, Math.round(minutes)), remark: 'minutes of CloudWatch’s clock' }];
}
