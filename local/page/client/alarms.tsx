import { useState } from 'preact/hooks';
import { type AlarmRow, type AlarmsView } from '../shape';
import { putSpeed } from './api';
import { clock, count, counted, distance, shortName } from './format';
import { Scroll } from './scroll';

/** The alarms, those that ring first, and the clock that they go by. */
export function Alarms({ watch }: { readonly watch: AlarmsView }) {
  const { ringing, quiet } = watch;
  const heard = ringing.filter(({ severity }) => severity !== 'part');
  const parts = ringing.filter(({ severity }) => severity === 'part');
  return (
    <section class="card alarms" aria-labelledby="alarms">
      <header>
        <h2 id="alarms">
          Alarms <small>{count(watch.count)}</small> <a href="/_local/alarms">list</a>{' '}
          <a href="/_local/alarms/history">history</a>
        </h2>
        <Clock watch={watch} />
      </header>
      {watch.count === 0 && <p>The templates define none.</p>}
      {watch.count > 0 && heard.length === 0 && <p class="good">None rings.</p>}
      <ul class="ringing">
        {alike(heard).map((alarms) => (
          <Ringing key={keyOf(alarms[0])} alarms={alarms} now={watch.now} />
        ))}
      </ul>
      {parts.length > 0 && <Parts parts={parts} />}
      {quiet.length > 0 && <Quiet rows={quiet} />}
    </section>
  );
}

/** The same alarm of several Regions. */
type Alike = readonly [AlarmRow, ...AlarmRow[]];

const keyOf = ({ name, suppressedBy }: AlarmRow): string => `${name} ${suppressedBy ?? ''}`;

/** One entry for an alarm that rings in several Regions, in the order of the first of them. */
function alike(rows: readonly AlarmRow[]): Alike[] {
  const groups = new Map<string, [AlarmRow, ...AlarmRow[]]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function Ringing({ alarms, now }: { readonly alarms: Alike; readonly now: string }) {
  const [{ name, severity, description, runbook, suppressedBy }] = alarms;
  return (
    <li class={suppressedBy === null ? severity : `${severity} suppressed`}>
      <p>
        <span class="severity">{severity}</span> <b>{shortName(name)}</b>
        {suppressedBy !== null && <em> tells nobody, because of {shortName(suppressedBy)}</em>}
      </p>
      <p>
        {description}{' '}
        {runbook !== null && <a href={runbook}>Runbook {runbook.slice(runbook.lastIndexOf('/') + 1)}</a>}
      </p>
      <p class="since">
        {alarms.map(({ region, since }) => (
          <span key={region}>
            {region} since <time dateTime={since}>{clock(since)}</time> ({distance(since, now)})
          </span>
        ))}
      </p>
    </li>
  );
}

function Parts({ parts }: { readonly parts: readonly AlarmRow[] }) {
  const names = [...new Set(parts.map(({ name }) => name))];
  const regionsOf = (wanted: string) =>
    parts.filter(({ name }) => name === wanted).map(({ region }) => region);
  return (
    <details>
      <summary>
        {counted(names.length, 'part')} of composite alarms {names.length === 1 ? 'rings' : 'ring'}, too
      </summary>
      <ul class="lines">
        {names.map((name) => (
          <li key={name}>
            {shortName(name)}: {regionsOf(name).join(', ')}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Speeds to choose from: an hour in an hour, in six minutes, in a minute, in a second. */
const OFFERED = [1, 10, 60, 3_600];

function Clock({ watch: { now, speed } }: { readonly watch: AlarmsView }) {
  const [refused, setRefused] = useState('');
  const choose = (wanted: number): void =>
    void putSpeed(wanted).then((reply) => setRefused(reply.kind === 'refused' ? reply.why : ''));
  return (
    <div class="cloud-clock" role="group" aria-label="CloudWatch's clock">
      <span>
        Clock <time dateTime={now}>{new Date(now).toLocaleString('en-GB')}</time>
      </span>
      {[...new Set([...OFFERED, speed])].map((each) => (
        <button key={each} type="button" aria-pressed={each === speed} onClick={() => choose(each)}>
          {count(each)}×
        </button>
      ))}
      {refused !== '' && (
        <span role="alert" class="bad">
          {refused}
        </span>
      )}
    </div>
  );
}

interface QuietAlarm {
  readonly name: string;
  readonly severity: AlarmRow['severity'];
  readonly notEvaluated: string | null;
  readonly byRegion: ReadonlyMap<string, AlarmRow>;
}

/** By name, in the order of the templates, with one column for each Region. */
function byName(rows: readonly AlarmRow[]): QuietAlarm[] {
  const names = [...new Set(rows.map(({ name }) => name))];
  return names.flatMap((name) => {
    const own = rows.filter((row) => row.name === name);
    const [first] = own;
    if (first === undefined) return [];
    const { severity, notEvaluated } = first;
    return [{ name, severity, notEvaluated, byRegion: new Map(own.map((row) => [row.region, row])) }];
  });
}

const STATES: Readonly<Record<string, string>> = { OK: 'OK', INSUFFICIENT_DATA: 'no data', ALARM: 'rings' };

function Quiet({ rows }: { readonly rows: readonly AlarmRow[] }) {
  const regions = [...new Set(rows.map(({ region }) => region))].sort();
  const evaluated = rows.filter(({ notEvaluated }) => notEvaluated === null);
  const noData = evaluated.filter(({ state }) => state === 'INSUFFICIENT_DATA').length;
  return (
    <details>
      <summary>
        {count(rows.length)} quiet, {count(noData)} of them without data
      </summary>
      <Scroll name="Quiet alarms">
        <table>
          <thead>
            <tr>
              <th scope="col">Alarm</th>
              <th scope="col">Tells by</th>
              {regions.map((region) => (
                <th key={region} scope="col">
                  {region}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {byName(rows).map((alarm) => (
              <QuietRow key={alarm.name} alarm={alarm} regions={regions} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

function QuietRow({ alarm, regions }: { readonly alarm: QuietAlarm; readonly regions: readonly string[] }) {
  const { name, severity, notEvaluated, byRegion } = alarm;
  return (
    <tr>
      <th scope="row">{shortName(name)}</th>
      <td>{severity}</td>
      {notEvaluated === null ? (
        regions.map((region) => <QuietState key={region} row={byRegion.get(region)} />)
      ) : (
        <td colSpan={regions.length}>not evaluated here: {notEvaluated}</td>
      )}
    </tr>
  );
}

/** An alarm that rings in one Region is quiet in the other. */
function QuietState({ row }: { readonly row: AlarmRow | undefined }) {
  if (row === undefined) return <td class="bad">rings</td>;
  return (
    <td class={row.state === 'OK' ? '' : 'zero'}>
      {STATES[row.state] ?? row.state}, {clock(row.since)}
    </td>
  );
}
