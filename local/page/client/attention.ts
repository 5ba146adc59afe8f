import { type Overview, type RegionView } from '../shape';
import { counted, shortName } from './format';

/** Something that an operator should look at. */
export interface Notice {
  /** `bad`: it will not get well by itself; `warning`: it may. */
  readonly level: 'bad' | 'warning';
  readonly text: string;
}

/** An order this long past its time is not just waiting for its turn: sweepers come once a minute. */
const LATE_MS = 120_000;

/** What an operator should look at, worst first. */
export function noticesOf(overview: Overview): Notice[] {
  const notices = [...overview.regions.flatMap(ofRegion), ...ofOrders(overview), ...ofTheRest(overview)];
  return notices.sort((a, b) => (a.level === b.level ? 0 : a.level === 'bad' ? -1 : 1));
}

function ofRegion({ region, health, routing, circuit, queues }: RegionView): Notice[] {
  const notices: Notice[] = queues
    .filter(({ deadLetters, visible, inFlight, delayed }) => deadLetters && visible + inFlight + delayed > 0)
    .map(({ name, visible, inFlight, delayed }) =>
      bad(`${region}: ${counted(visible + inFlight + delayed, 'dead letter')} in ${shortName(name)}`),
    );
  if (health !== null && health.status !== 'ok') notices.push(ofHealth(region, health.status));
  if (routing !== null && !routing.in) notices.push(warning(`${region}: the edge sends it no traffic`));
  else if (routing !== null && routing.weight < 100)
    notices.push(warning(`${region}: the edge sends it traffic with weight ${routing.weight}`));
  if (circuit !== null && circuit.state !== 'closed')
    notices.push(
      warning(`${region}: payments wait, the circuit is ${circuit.state === 'open' ? 'open' : 'half open'}`),
    );
  return notices;
}

/** A Region that is busy answers late, and does so again when it has caught up. */
const ofHealth = (region: string, status: string): Notice =>
  status === 'late'
    ? warning(`${region}: no answer about its health within 2 s`)
    : bad(`${region}: health is ${status}`);

function ofOrders({ at, orders }: Overview): Notice[] {
  const [first] = orders.owed.next;
  if (first === undefined || first.dueAt === null) return [];
  const late = Date.parse(at) - Date.parse(first.dueAt);
  return late < LATE_MS
    ? []
    : [warning(`Orders: the next step of one is ${Math.floor(late / 60_000)} minutes late`)];
}

function ofTheRest({ replication, watch }: Overview): Notice[] {
  const heard = watch.ringing.filter(
    ({ severity, suppressedBy }) => severity !== 'part' && suppressedBy === null,
  );
  return [
    ...heard.map(({ region, name, severity }) =>
      (severity === 'page' ? bad : warning)(`${region}: alarm ${shortName(name)}`),
    ),
    ...(replication.backlog > 0
      ? [warning(`Replication: ${counted(replication.backlog, 'write')} on the way to the other Region`)]
      : []),
  ];
}

const bad = (text: string): Notice => ({ level: 'bad', text });
const warning = (text: string): Notice => ({ level: 'warning', text });
