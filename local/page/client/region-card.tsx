import { type FunctionView, type QueueView, type RegionView } from '../shape';
import { clock, count, counted, distance, duration, shortName } from './format';
import { Scroll } from './scroll';

/** One Region: what it says of itself, and what runs in it. */
export function RegionCard({ region, at }: { readonly region: RegionView; readonly at: string }) {
  const { health, fault } = region;
  return (
    <article class={`card region ${fault}`} aria-labelledby={`region-${region.region}`}>
      <header>
        <h2 id={`region-${region.region}`}>{region.region}</h2>
        {fault !== 'up' && <span class="badge bad">{fault}</span>}
        <span class={`badge ${health?.status === 'ok' ? 'good' : health === null ? '' : 'bad'}`}>
          health: {health?.status ?? 'asking …'}
        </span>
      </header>
      <Facts region={region} at={at} />
      <Queues queues={region.queues} />
      <Functions functions={region.functions} />
    </article>
  );
}

function Facts({
  region: { health, routing, circuit, apiUrl },
  at,
}: {
  readonly region: RegionView;
  readonly at: string;
}) {
  const checks = Object.entries(health?.checks ?? {}).map(([name, result]) => `${name} ${result}`);
  return (
    <dl class="facts">
      <dt>Checks</dt>
      <dd>{checks.length > 0 ? checks.join(', ') : '–'}</dd>
      <dt>Edge</dt>
      <dd>
        {routing === null ? 'no routing data' : `${routing.in ? 'in' : 'OUT'}, weight ${routing.weight}`}
        {typeof health?.weight === 'number' && `; wants ${health.weight}`}
      </dd>
      <dt>Payment circuit</dt>
      <dd>{circuit === null ? 'closed, never opened' : circuitText(circuit, at)}</dd>
      <dt>API</dt>
      <dd>
        <a href={`${apiUrl}/health`}>{apiUrl}</a>
      </dd>
    </dl>
  );
}

function circuitText(
  { state, since, trips, probeAt }: NonNullable<RegionView['circuit']>,
  at: string,
): string {
  const probe =
    state === 'open'
      ? `, may be tried ${probeAt !== null && probeAt > at ? distance(probeAt, at) : 'now'}`
      : '';
  const opened = trips > 0 ? `, opened ${trips === 1 ? 'once' : `${trips} times in a row`}` : '';
  return `${state.replace('_', ' ')} since ${clock(since)}${opened}${probe}`;
}

function Queues({ queues }: { readonly queues: readonly QueueView[] }) {
  return (
    <table>
      <caption>Queues</caption>
      <thead>
        <tr>
          <th scope="col">Queue</th>
          <th scope="col">Visible</th>
          <th scope="col">In flight</th>
          <th scope="col">Delayed</th>
        </tr>
      </thead>
      <tbody>
        {queues.map((queue) => (
          <tr key={queue.name} class={classOf(queue)}>
            <th scope="row">{shortName(queue.name)}</th>
            <Figure value={queue.visible} />
            <Figure value={queue.inFlight} />
            <Figure value={queue.delayed} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const classOf = ({ deadLetters, visible, inFlight, delayed }: QueueView): string =>
  !deadLetters ? '' : visible + inFlight + delayed > 0 ? 'dead letters' : 'dead';

function Functions({ functions }: { readonly functions: readonly FunctionView[] }) {
  const running = functions.reduce((sum, each) => sum + each.running, 0);
  const waiting = functions.reduce((sum, each) => sum + each.waiting, 0);
  const errors = functions.reduce((sum, each) => sum + each.errors, 0);
  const used = functions.filter(isUsed);
  const idle = functions.filter((each) => !isUsed(each)).map(({ name }) => shortName(name));
  return (
    <details open>
      <summary>
        Functions: {running} running, {waiting} waiting, {counted(errors, 'error')}
      </summary>
      <Scroll name="Functions">
        <table>
          <thead>
            <tr>
              <th scope="col">Function</th>
              <th scope="col">Busy</th>
              <th scope="col">Calls</th>
              <th scope="col">Errors</th>
              <th scope="col">Crashes</th>
              <th scope="col">Cold</th>
              <th scope="col">Last</th>
              <th scope="col">p95</th>
            </tr>
          </thead>
          <tbody>
            {used.map((each) => (
              <FunctionRow key={each.name} each={each} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {idle.length > 0 && <p class="idle">Not called yet: {idle.join(', ')}</p>}
    </details>
  );
}

const isUsed = ({ environments, invocations, waiting }: FunctionView): boolean =>
  environments + invocations + waiting > 0;

function FunctionRow({ each }: { readonly each: FunctionView }) {
  return (
    <tr class={each.running > 0 ? 'running' : ''}>
      <th scope="row">{shortName(each.name)}</th>
      <td>
        {each.running}
        {each.waiting > 0 && ` +${each.waiting}`}
      </td>
      <Figure value={each.invocations} />
      <Figure value={each.errors} level="bad" />
      <Figure value={each.crashes} level="warning" />
      <Figure value={each.coldStarts} />
      <td>{duration(each.lastMs)}</td>
      <td>{duration(each.p95Ms)}</td>
    </tr>
  );
}

/** Zeros stand back. */
function Figure({ value, level = '' }: { readonly value: number; readonly level?: string }) {
  return <td class={value === 0 ? 'zero' : level}>{count(value)}</td>;
}
