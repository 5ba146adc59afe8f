import { type AlarmView } from '../cloudwatch/alarms/shape';
import { type AlarmRow, type AlarmsView } from './shape';

/** What the page shows of CloudWatch. */
export interface AlarmSource {
  readonly clock: { now(): number; readonly speed: number };
  alarms(): readonly AlarmView[];
}

const SEVERITIES = ['page', 'ticket', 'part'] as const;
const RUNBOOK = /\s*Runbook: (https?:\/\/\S+?)\.?$/;

/**
 * The alarms as an operator reads them: those that ring first, by severity and then by time. Parts of composite alarms that
 * do not ring are counted only: there are more of them than of all others.
 */
export function alarmsView(source: AlarmSource): AlarmsView {
  const { clock } = source;
  const all = source.alarms().map(rowOf);
  const ringing = all.filter(({ state }) => state === 'ALARM').sort(worstFirst);
  const quiet = all.filter(({ state, severity }) => state !== 'ALARM' && severity !== 'part');
  return {
    now: new Date(clock.now()).toISOString(),
    speed: clock.speed,
    count: all.length,
    ringing,
    // Their descriptions are not shown, and would be half of what is sent each second.
    quiet: quiet.map((row) => ({ ...row, description: '', runbook: null })),
  };
}

function rowOf({ region, name, state, since, description, topics, ...more }: AlarmView): AlarmRow {
  const { notEvaluated = null, suppressedBy = null } = more;
  const runbook = RUNBOOK.exec(description)?.[1] ?? null;
  const text = description.replace(RUNBOOK, '');
  return {
    region,
    name,
    state,
    since,
    severity: severityOf(topics),
    description: text,
    runbook,
    notEvaluated,
    suppressedBy,
  };
}

/** Topics are named for whom they wake. */
function severityOf(topics: readonly string[]): AlarmRow['severity'] {
  if (topics.length === 0) return 'part';
  return topics.some((topic) => topic.endsWith('-pages')) ? 'page' : 'ticket';
}

const rankOf = ({ severity, suppressedBy }: AlarmRow): number =>
  SEVERITIES.indexOf(severity) + (suppressedBy === null ? 0 : 0.5);

const worstFirst = (left: AlarmRow, right: AlarmRow): number =>
  rankOf(left) - rankOf(right) || (left.since < right.since ? -1 : left.since > right.since ? 1 : 0);
