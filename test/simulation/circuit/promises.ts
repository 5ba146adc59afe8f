import { type Circuit, PROBE_MS } from '../../../lambdas/domain/payments/circuit';
import { hold } from '../broken-promise';
import { type Change, type CircuitWorld } from './world';

/** How long an instance may go by what it has read. */
const TRUSTED_MS = 1_000;
/** Between two steps an instance waits no longer for a store that works. */
const SLACK_MS = 200;
/** What the window looks back, and a second that may begin before it. */
const WINDOW_MS = 31_000;

function holdProbes(world: CircuitWorld): void {
  const probes = world.underWay().filter(({ isProbe }) => isProbe);
  hold(probes.length <= 1, 'never two probes at once');
  hold(!probes.some(({ instance }) => instance.role === 'shopper'), 'no shopper probes');
}

/** What the window can have held when the circuit opened: no more than the calls since it closed that had ended. */
function holdReason(world: CircuitWorld, { at, from: { since } }: Change): void {
  const ended = world.calls.filter(
    ({ from, to }) => from >= since && to !== undefined && to <= at && to > at - WINDOW_MS,
  );
  const failures = ended.filter(({ failed }) => failed).length;
  hold(
    ended.length >= 3 && failures >= 2,
    `no opening below the minimum: ${failures} of ${ended.length} failed`,
  );
}

const isLegal: Record<Circuit['kind'], (from: Circuit, at: number) => boolean> = {
  open: (from) => from.kind !== 'open',
  closed: (from) => from.kind === 'half_open',
  half_open: (from, at) =>
    (from.kind === 'open' && from.probeAt <= at) || (from.kind === 'half_open' && from.probe.until <= at),
};

/** Each change of the circuit by itself. */
function holdChange(world: CircuitWorld, change: Change): void {
  const { from, to, at } = change;
  hold(isLegal[to.kind](from, at), `a circuit that is ${from.kind} does not become ${to.kind} yet`);
  if (to.kind === 'open' && from.kind === 'closed') holdReason(world, change);
  if (to.kind === 'closed') holdProof(world);
  if (to.kind === 'open') holdPace(from, to.probeAt - to.since, to.trips);
}

/** The probe that ended last had an answer, in time. */
function holdProof(world: CircuitWorld): void {
  const [last] = world.calls
    .filter(({ isProbe, to }) => isProbe && to !== undefined)
    .sort((left, right) => (right.to ?? 0) - (left.to ?? 0));
  hold(last?.failed === false, 'a circuit closes after a probe that succeeded, in good time');
}

function holdPace({ kind, trips: before }: Circuit, ms: number, trips: number): void {
  const most = Math.min(20_000, 5_000 * 2 ** (trips - 1));
  hold(
    ms >= most / 2 && ms <= most,
    `opening ${trips} lasts between half of ${most} ms and all of it, not ${ms}`,
  );
  if (kind === 'half_open') hold(trips === before + 1, 'a probe that failed opens it for longer');
}

/** Nobody calls who could have known, but for the probe. */
function holdRefusals(world: CircuitWorld): void {
  const { circuit } = world.shared;
  const opened = world.changes.findLast(({ from }) => from.kind === 'closed')?.at ?? Infinity;
  if (circuit.kind === 'closed' || !world.isFair) return;
  const late = world.calls.filter(({ from, isProbe }) => from > opened + TRUSTED_MS + SLACK_MS && !isProbe);
  hold(late.length === 0, 'an open circuit lets no call through that was begun a second later');
}

/** What must be true at every step. `seen` changes were looked at before. */
export function checkStep(world: CircuitWorld, seen: number): void {
  world.watch();
  holdProbes(world);
  for (const change of world.changes.slice(seen)) holdChange(world, change);
  holdRefusals(world);
  const closed = world.changes.filter(({ to }) => to.kind === 'closed').length;
  hold(world.closings <= closed, 'of the closing of a circuit one instance is told, once');
}

/** After an outage that nothing else went wrong in: it opened soon. `since` when the provider failed all calls. */
export function checkOpened(world: CircuitWorld, since: number): void {
  const failed = world.calls.filter(({ to = Infinity, from }) => from >= since && to <= world.time.now);
  if (failed.length < 40) return;
  hold(
    world.changes.some(({ to, at }) => to.kind === 'open' && at >= since) ||
      world.shared.circuit.kind !== 'closed',
    `a provider that fails all of ${failed.length} calls opens the circuit`,
  );
}

/** Longest opening, a lease left by a crash, the next word of a worker and his call. */
export const RECOVERY_MS = 20_000 + PROBE_MS + 62_000 + 10_000;

/** Some time after everything is well again. */
export function checkRecovered(world: CircuitWorld, writesBefore: number): void {
  hold(world.shared.circuit.kind === 'closed', 'a circuit closes by itself once the provider is back');
  hold(world.calls.at(-1)?.failed !== true, 'calls go through once the provider is back');
  hold(world.writes === writesBefore, 'nobody writes while all is well');
}
