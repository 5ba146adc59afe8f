import { mayEvacuate } from '../../../lambdas/domain/routing/evacuation';
import { EXIT, type ExitCode } from '../../exit-codes';
import { type World } from '../../world';
import { type OpsPorts } from '../ports';
import { type RegionPlace } from './addresses';
import { consent } from './consent';
import { follow } from './follow';
import { describeHealth, nobodyAnswers, type RegionSeen, seenRegion } from './look';
import { type EvacuateOptions } from './options';
import { openShop, type RegionShop } from './shop';
import { Steps } from './steps';
import { warmUp } from './warm-up';

/** What an evacuation works with. */
interface Evacuation {
  readonly options: EvacuateOptions;
  readonly world: World;
  readonly shop: RegionShop;
  readonly steps: Steps;
  readonly leaving: RegionPlace;
  readonly survivor: RegionPlace;
}

/** Takes a Region out of service: shoppers go to the survivor, and the Region says itself that it takes none. */
export async function evacuate(options: EvacuateOptions, world: World, ports: OpsPorts): Promise<ExitCode> {
  const shop = await openShop(options, world, ports);
  if (typeof shop === 'number') return shop;
  const tell = (line: string) => (options.json ? world.terminal.err(line) : world.terminal.out(line));
  const seen = await shop.look();
  seen.forEach((one) => tell(describeHealth(one)));
  if (nobodyAnswers(seen) && !options.force) {
    world.terminal.err('ops: no Region answers; are these the addresses of the shop?');
    return EXIT.failed;
  }
  const survivor = chooseSurvivor(options, seen, world);
  if (survivor === undefined) return EXIT.flawed;
  const question = `Take ${options.name} out of service? ${survivor} then serves all shoppers.`;
  const agreed = await consent(question, options.yes, world, ports);
  if (agreed !== 'yes') return agreed;
  const [leaving, survives] = [shop.place(options.name), shop.place(survivor)];
  return act({ options, world, shop, steps: new Steps(world, tell), leaving, survivor: survives });
}

/** The Region that serves then; undefined, told, where there is none and nobody forces it. */
function chooseSurvivor(
  { name, force }: EvacuateOptions,
  seen: readonly RegionSeen[],
  { terminal }: World,
): string | undefined {
  const may = mayEvacuate(name, seen.map(seenRegion));
  if (may.kind === 'yes') return may.survivor;
  if (may.kind === 'unknown_region') throw new RangeError(`${name} has no other Region beside it`);
  const why = `${may.survivor} ${may.why === 'unfit' ? 'takes no orders' : 'is evacuated'}`;
  terminal.err(
    force
      ? `ops: ${why}; ${name} is taken out of service all the same (--force)`
      : `ops: ${why}, so ${name} is the last Region that serves, and it stays. To evacuate it all the same: --force`,
  );
  return force ? may.survivor : undefined;
}

async function act(evacuation: Evacuation): Promise<ExitCode> {
  const { world, steps, shop, options, leaving } = evacuation;
  if (!(await prescale(evacuation))) return report(evacuation, false, EXIT.flawed);
  if (world.interrupted.aborted) return report(evacuation, false, EXIT.interrupted);
  if (!(await turnOn(evacuation))) return report(evacuation, false, EXIT.failed);
  await follow(shop, steps, { place: leaving, in: false, weight: 0 });
  if (options.addresses.outputsFile !== null) tellUnseen(evacuation);
  if (world.interrupted.aborted) return report(evacuation, true, EXIT.interrupted);
  return report(evacuation, true, steps.clean ? EXIT.fine : EXIT.flawed);
}

/** More shoppers are about to come: makes environments for them before they do. */
async function prescale({ options, world, shop, steps, survivor }: Evacuation): Promise<boolean> {
  const { outcome } = await steps.take('warm-up', () => warmUp(survivor, options.warmUp, shop.ports, world));
  if (outcome !== 'failed' || options.force) return true;
  world.terminal.err(`ops: ${survivor.region} does not bear it; to evacuate all the same: --force`);
  return false;
}

/** Writes the switch through the survivor; through the Region itself only where that fails. */
async function turnOn({ world, shop, steps, leaving, survivor }: Evacuation): Promise<boolean> {
  const { outcome, detail } = await steps.take('switch', async () => {
    const old = await shop.readSwitch(survivor, leaving.region);
    if (old.kind === 'ok' && old.value.on) {
      const since = old.value.changedAt ?? 'some time';
      return { outcome: 'done', detail: `the switch of ${leaving.region} is on since ${since}` };
    }
    const weight = old.kind === 'ok' ? old.value.weight : 100;
    const written = await shop.writeSwitch([survivor, leaving], leaving.region, { on: true, weight });
    return written.kind === 'ok'
      ? { outcome: 'done', detail: `the switch of ${leaving.region} is on, written through ${written.value}` }
      : { outcome: 'failed', detail: written.message };
  });
  if (outcome === 'failed') world.terminal.err(`ops: the switch could not be written: ${detail}`);
  return outcome !== 'failed';
}

/** What no data plane tells; better said than taken for granted. */
function tellUnseen({ world, survivor }: Evacuation): void {
  world.terminal.err(
    `Not seen from here: the limits of the account in ${survivor.region} (concurrent executions of Lambda, requests a ` +
      'second of API Gateway), and what its tables bear at once. docs/operations.md says where to look.',
  );
}

function report(evacuation: Evacuation, evacuated: boolean, code: ExitCode): ExitCode {
  const { options, world, steps, survivor } = evacuation;
  const { terminal } = world;
  const { name, json } = options;
  const { seconds, taken } = steps;
  if (json) {
    const summary = { command: 'evacuate', region: name, survivor: survivor.region, evacuated, seconds };
    terminal.out(JSON.stringify({ ...summary, steps: taken }, null, 2));
  } else if (code === EXIT.fine) terminal.out(`${name} is evacuated, after ${seconds.toFixed(1)} s.`);
  if (code !== EXIT.fine) terminal.err(unfinished(name, evacuated, code));
  return code;
}

function unfinished(name: string, evacuated: boolean, code: ExitCode): string {
  if (!evacuated) return `ops: the switch of ${name} is as it was before`;
  const again = `The same command again is safe and goes on; region return ${name} takes it back.`;
  if (code === EXIT.interrupted) return `Stopped. The switch of ${name} is on. ${again}`;
  return `ops: the switch of ${name} is on, but not all is as it should be (marked "!"). ${again}`;
}
