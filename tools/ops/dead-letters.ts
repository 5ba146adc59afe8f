import { EXIT, type ExitCode } from '../exit-codes';
import { type World } from '../world';
import { letterTable } from './letter-table';
import { look, type Look } from './look';
import { type Reply } from './message-queue';
import { type DeadLettersOptions } from './options';
import { type OpsPorts } from './ports';
import { routeOf } from './queue-names';

interface Seen {
  readonly region: string;
  readonly queue: string;
  readonly reply: Reply<Look>;
}

/** Shows what stands in the dead-letter queues, and leaves it there. */
export async function showDeadLetters(
  options: DeadLettersOptions,
  world: World,
  ports: OpsPorts,
): Promise<ExitCode> {
  const seen = await lookEverywhere(options, ports);
  const lines = options.json ? jsonOf(seen) : tablesOf(seen, world.now());
  lines.forEach((line) => world.terminal.out(line));
  const failed = seen.flatMap(({ reply }) => (reply.kind === 'failed' ? [reply.message] : []));
  for (const message of new Set(failed)) world.terminal.err(`ops: ${message}`);
  if (failed.length === 0) return EXIT.fine;
  return failed.length < seen.length ? EXIT.flawed : EXIT.failed;
}

function lookEverywhere(
  { deployment, queues, limit }: DeadLettersOptions,
  ports: OpsPorts,
): Promise<readonly Seen[]> {
  const places = deployment.regions.flatMap((region) =>
    queues.map((key) => ({ region, queue: routeOf(deployment.name, key).deadLetters })),
  );
  const looks = places.map(async ({ region, queue }) => ({
    region: region.region,
    queue,
    reply: await look(ports.openQueue(region, queue), limit),
  }));
  return Promise.all(looks);
}

function tablesOf(seen: readonly Seen[], now: Date): readonly string[] {
  return seen.flatMap(({ reply, ...place }) =>
    reply.kind === 'ok' ? letterTable(place, reply.value, now) : [],
  );
}

function jsonOf(seen: readonly Seen[]): readonly string[] {
  const queues = seen.flatMap(({ region, queue, reply }) =>
    reply.kind === 'ok'
      ? [{ region, queue, standing: reply.value.standing, messages: messagesOf(reply.value) }]
      : [],
  );
  return [JSON.stringify(queues, null, 2)];
}

function messagesOf({ letters }: Look) {
  return letters.map(({ id, body, receives, sentAt, attributes }) => ({
    id,
    body,
    receives,
    sentAt: sentAt.toISOString(),
    attributes,
  }));
}
