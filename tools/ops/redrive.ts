import { EXIT, type ExitCode } from '../exit-codes';
import { createProgress } from '../progress';
import { type World } from '../world';
import { type OpsRegion } from './deployment';
import { letterTable } from './letter-table';
import { look, type Look } from './look';
import { move, type Moved } from './move';
import { type RedriveOptions } from './options';
import { type OpsPorts } from './ports';
import { type DeadLetterRoute, routeOf } from './queue-names';
import { toQueueBody } from './redrive-body';

/** What is about to be moved in one Region. */
interface Plan {
  readonly region: OpsRegion;
  readonly chosen: readonly string[];
}

/** Shows dead letters, asks, and puts them back into their queue. */
export async function redrive(options: RedriveOptions, world: World, ports: OpsPorts): Promise<ExitCode> {
  const { plans, unread } = await lookAtAll(options, world, ports);
  const total = plans.reduce((sum, { chosen }) => sum + chosen.length, 0);
  if (unread === options.deployment.regions.length) return EXIT.failed;
  const flawed = unread > 0 ? EXIT.flawed : EXIT.fine;
  if (total === 0) return sayNothingToMove(options, world) ?? flawed;
  const consent = await mayMove(total, options, world, ports);
  if (world.interrupted.aborted) return EXIT.interrupted;
  if (consent !== 'yes') return consent === 'no' ? flawed : EXIT.failed;
  const moved = await moveAll(plans, options, world, ports);
  if (world.interrupted.aborted) return EXIT.interrupted;
  const complete = moved.every(({ left, failures }) => left === 0 && failures.length === 0);
  return complete ? flawed : EXIT.flawed;
}

async function lookAtAll(
  options: RedriveOptions,
  world: World,
  ports: OpsPorts,
): Promise<{ plans: readonly Plan[]; unread: number }> {
  const { deadLetters } = route(options);
  const { regions } = options.deployment;
  const looks = regions.map((region) => look(ports.openQueue(region, deadLetters), options.limit));
  const seen = await Promise.all(looks);
  const plans = regions.flatMap((region, index) => {
    const reply = seen[index];
    if (reply?.kind !== 'ok') return [];
    const shown = onlyChosen(reply.value, options.message);
    const place = { region: region.region, queue: deadLetters };
    letterTable(place, shown, world.now()).forEach((line) => world.terminal.out(line));
    return [{ region, chosen: shown.letters.map(({ id }) => id) }];
  });
  for (const reply of seen) if (reply.kind === 'failed') world.terminal.err(`ops: ${reply.message}`);
  return { plans, unread: regions.length - plans.length };
}

function onlyChosen(seen: Look, message: string | null): Look {
  if (message === null) return seen;
  return { ...seen, letters: seen.letters.filter(({ id }) => id === message) };
}

function route({ deployment, queue }: RedriveOptions): DeadLetterRoute {
  return routeOf(deployment.name, queue);
}

/** A message that was asked for and is not there is a flaw; an empty queue is none. */
function sayNothingToMove(options: RedriveOptions, { terminal }: World): ExitCode | null {
  if (options.message === null) {
    terminal.out('Nothing to put back.');
    return null;
  }
  terminal.err(`ops: there is no message ${options.message} in ${route(options).deadLetters}`);
  return EXIT.flawed;
}

async function mayMove(
  total: number,
  options: RedriveOptions,
  { terminal }: World,
  ports: OpsPorts,
): Promise<'yes' | 'no' | 'nobody'> {
  if (options.yes) return 'yes';
  const what = total === 1 ? 'this message' : `these ${total} messages`;
  const answer = ports.ask(`Put ${what} back into ${route(options).main}? [y/N] `);
  if (answer === null) {
    terminal.err('ops: there is no terminal to ask on; add --yes to put back what is shown');
    return 'nobody';
  }
  if (/^y(es)?$/i.test((await answer).trim())) return 'yes';
  terminal.out('Nothing was moved.');
  return 'no';
}

async function moveAll(
  plans: readonly Plan[],
  options: RedriveOptions,
  world: World,
  ports: OpsPorts,
): Promise<readonly Moved[]> {
  const all: Moved[] = [];
  for (const plan of plans) {
    if (plan.chosen.length > 0) all.push(await moveIn(plan, options, world, ports));
  }
  return all;
}

async function moveIn(
  { region, chosen }: Plan,
  options: RedriveOptions,
  world: World,
  ports: OpsPorts,
): Promise<Moved> {
  const { deadLetters, main, key } = route(options);
  const progress = createProgress(world.terminal);
  const moved = await move({
    from: ports.openQueue(region, deadLetters),
    to: ports.openQueue(region, main),
    chosen,
    toBody: (body) => toQueueBody(key, body),
    interrupted: world.interrupted,
    onDone: (done) => progress.show({ done, total: chosen.length, text: `${done} of ${chosen.length}` }),
  });
  progress.finish();
  moved.failures.forEach((failure) => world.terminal.err(`ops: ${failure}`));
  const { left, failures } = moved;
  const counts = `${moved.moved} moved, ${left} left, ${failures.length} failed`;
  world.terminal.out(`${region.region}  ${deadLetters} -> ${main}: ${counts}`);
  return moved;
}
