import { nextOnRamp, RAMP } from '../../../lambdas/domain/routing/evacuation';
import { FULL_WEIGHT } from '../../../lambdas/domain/routing/routing';
import { EXIT, type ExitCode } from '../../exit-codes';
import { type World } from '../../world';
import { type OpsPorts } from '../ports';
import { type RegionPlace } from './addresses';
import { consent } from './consent';
import { follow } from './follow';
import { describeHealth, nobodyAnswers, type RegionSeen, seenRegion } from './look';
import { type ReturnOptions } from './options';
import { type SwitchItem } from './ports';
import { seeReplication } from './replication';
import { openShop, type RegionShop } from './shop';
import { Steps } from './steps';

/** What a return works with. */
interface Return {
  readonly options: ReturnOptions;
  readonly world: World;
  readonly shop: RegionShop;
  readonly steps: Steps;
  readonly back: RegionPlace;
  /** The Region that serves meanwhile; null when none does: then there is nothing to compare with, and no time. */
  readonly serving: RegionPlace | null;
  readonly before: SwitchItem;
  readonly weight: number;
}

/** Gives a Region a share of the shoppers again, after a look at whether it can bear it. */
export async function giveBack(options: ReturnOptions, world: World, ports: OpsPorts): Promise<ExitCode> {
  const shop = await openShop(options, world, ports);
  if (typeof shop === 'number') return shop;
  const tell = (line: string) => (options.json ? world.terminal.err(line) : world.terminal.out(line));
  const prepared = await prepare(options, world, shop, tell);
  if (typeof prepared === 'number') return prepared;
  const agreed = await consent(questionOf(prepared), options.yes, world, ports);
  if (agreed !== 'yes') return agreed;
  return (await isAsBefore(prepared)) ? act(prepared) : EXIT.flawed;
}

/** Somebody else may have evacuated the Region while this one was asked: their switch is not written over. */
async function isAsBefore({ world, shop, back, serving, before }: Return): Promise<boolean> {
  const now = await shop.readSwitch(serving ?? back, back.region);
  if (now.kind === 'ok' && now.value.changedAt === before.changedAt) return true;
  world.terminal.err(
    now.kind === 'ok'
      ? `ops: somebody has written the switch of ${back.region} meanwhile, at ${now.value.changedAt ?? 'no time'}. ` +
          'Nothing was changed; see region status, and start again'
      : `ops: ${now.message}`,
  );
  return false;
}

async function prepare(
  options: ReturnOptions,
  world: World,
  shop: RegionShop,
  tell: (line: string) => void,
): Promise<Return | ExitCode> {
  const seen = await shop.look();
  seen.forEach((one) => tell(describeHealth(one)));
  if (nobodyAnswers(seen) && !options.force) {
    world.terminal.err('ops: no Region answers; are these the addresses of the shop?');
    return EXIT.failed;
  }
  if (!mayReturn(options, seen, world)) return EXIT.flawed;
  const back = shop.place(options.name);
  const serving = servingBeside(options.name, seen);
  const before = await shop.readSwitch(serving ?? back, back.region);
  if (before.kind === 'failed') return (world.terminal.err(`ops: ${before.message}`), EXIT.failed);
  const weight = options.weight ?? nextWeight(before.value, serving);
  if (weight === undefined) return (tell(`${back.region} is fully in service.`), EXIT.fine);
  return { options, world, shop, steps: new Steps(world, tell), back, serving, before: before.value, weight };
}

/** The Region must be able to take orders, apart from the switch that is about to be turned off. */
function mayReturn(
  { name, force }: ReturnOptions,
  seen: readonly RegionSeen[],
  { terminal }: World,
): boolean {
  const fit = seen.map(seenRegion).some((one) => one.region === name && one.fit);
  if (fit) return true;
  const what = force
    ? 'it is given shoppers all the same (--force)'
    : 'to give it shoppers all the same: --force';
  terminal.err(`ops: ${name} cannot take orders, whatever its switch says; ${what}`);
  return force;
}

function servingBeside(name: string, seen: readonly RegionSeen[]): RegionPlace | null {
  const others = seen.filter(({ place }) => place.region !== name);
  const serving = others.find((one) => seenRegion(one).fit && !seenRegion(one).evacuated);
  return serving?.place ?? null;
}

/** Where nobody else serves, shoppers have no time for a ramp. */
function nextWeight({ on, weight }: SwitchItem, serving: RegionPlace | null): number | undefined {
  if (serving === null && on) return FULL_WEIGHT;
  return nextOnRamp({ evacuated: on, weight });
}

function questionOf({ back, before, weight, serving }: Return): string {
  const from = before.on ? 'out of service' : `weight ${before.weight}`;
  const beside = serving === null ? 'while no other Region serves' : `beside ${serving.region}`;
  return `Bring ${back.region} from ${from} to weight ${weight}, ${beside}?`;
}

async function act(given: Return): Promise<ExitCode> {
  const { world, steps, shop, back, weight } = given;
  if (!(await compare(given))) {
    return report(given, false, world.interrupted.aborted ? EXIT.interrupted : EXIT.flawed);
  }
  if (world.interrupted.aborted) return report(given, false, EXIT.interrupted);
  if (!(await turnOff(given))) return report(given, false, EXIT.failed);
  await follow(shop, steps, { place: back, in: true, weight });
  if (world.interrupted.aborted) return report(given, true, EXIT.interrupted);
  return report(given, true, steps.clean ? EXIT.fine : EXIT.flawed);
}

/** Whether both Regions' Shop tables tell each other what is new, as far as one item can show. */
async function compare({ options, world, shop, steps, back, serving, before }: Return): Promise<boolean> {
  if (serving === null) return true;
  const { outcome } = await steps.take('replication', () => seeReplication(shop, serving, back, before));
  if (outcome === 'done' || options.force) return true;
  world.terminal.err('ops: return it once replication has caught up, or all the same with --force');
  return false;
}

async function turnOff({ world, shop, steps, back, serving, weight }: Return): Promise<boolean> {
  const { outcome, detail } = await steps.take('switch', async () => {
    const through = serving === null ? [back] : [serving, back];
    const written = await shop.writeSwitch(through, back.region, { on: false, weight });
    if (written.kind === 'failed') return { outcome: 'failed', detail: written.message };
    const where = `written through ${written.value}`;
    return { outcome: 'done', detail: `the switch of ${back.region} is off, weight ${weight}, ${where}` };
  });
  if (outcome === 'failed') world.terminal.err(`ops: the switch could not be written: ${detail}`);
  return outcome !== 'failed';
}

function report(given: Return, changed: boolean, code: ExitCode): ExitCode {
  const { options, world, steps, weight } = given;
  const { terminal } = world;
  const { name, json } = options;
  const { seconds, taken } = steps;
  if (json) {
    const summary = { command: 'return', region: name, weight, returned: changed, seconds };
    terminal.out(JSON.stringify({ ...summary, steps: taken }, null, 2));
  } else if (code === EXIT.fine)
    terminal.out(`${name} serves with weight ${weight}, after ${seconds.toFixed(1)} s.`);
  if (code !== EXIT.fine) terminal.err(unfinished(given, changed, code));
  else tellNext(given);
  return code;
}

function tellNext({ options, world, weight }: Return): void {
  const next = nextOnRamp({ evacuated: false, weight });
  if (next === undefined) return;
  world.terminal.err(
    `Watch it for some minutes. Next on the ramp of ${RAMP.join(', ')}: region return ${options.name} --weight ${next}`,
  );
}

function unfinished({ options: { name }, weight }: Return, changed: boolean, code: ExitCode): string {
  if (!changed) return `ops: ${name} serves as it did before`;
  const again = `region return ${name} --weight ${weight} again is safe; region evacuate ${name} takes it back.`;
  if (code === EXIT.interrupted) return `Stopped. ${name} is to serve with weight ${weight}; ${again}`;
  return `ops: ${name} is to serve with weight ${weight}, but not all is as it should be (marked "!"). ${again}`;
}
