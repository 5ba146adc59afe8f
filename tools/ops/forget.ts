import { EXIT, type ExitCode } from '../exit-codes';
import { type World } from '../world';
import { describeForgotten } from './forget-report';
import { forgetAnswer, type ForgetPart, type ForgetTotal, NOTHING, plus } from './forget-shapes';
import { type Invocation } from './invoke';
import { type ForgetOptions } from './options';
import { type OpsPorts } from './ports';
import { statusLine } from './status-line';

const PAUSE_MS = 5_000;
/** Calls in a row that came no further, for whatever reason: a minute or more with the pauses. */
const MOST_VAIN_CALLS = 12;

/** Looks which orders are a customer's, asks, and has their personal data erased. */
export async function forget(options: ForgetOptions, world: World, ports: OpsPorts): Promise<ExitCode> {
  if (!options.yes) {
    const looked = await pass(false, options, world, ports);
    if (typeof looked === 'number') return looked;
    if (options.dryRun || isNobody(looked)) return report(looked, false, options, world);
    describeForgotten(looked, false).forEach((line) => world.terminal.err(line));
    const consent = await mayErase(looked, world, ports);
    if (consent !== 'yes') return consent;
  }
  const erased = await pass(true, options, world, ports);
  return typeof erased === 'number' ? erased : report(erased, true, options, world);
}

const isNobody = ({ erased, leftOver, notYet }: ForgetTotal): boolean =>
  erased.length + leftOver + notYet.length === 0;

function report(total: ForgetTotal, done: boolean, { json }: ForgetOptions, { terminal }: World): ExitCode {
  const lines = json ? [JSON.stringify(total, null, 2)] : describeForgotten(total, done);
  lines.forEach((line) => terminal.out(line));
  if (isNobody(total)) {
    terminal.err('ops: no order has this customer; forgotten already, or written in another way?');
    return EXIT.notFound;
  }
  return total.notYet.length === 0 ? EXIT.fine : EXIT.flawed;
}

async function mayErase(
  { erased, leftOver }: ForgetTotal,
  world: World,
  ports: OpsPorts,
): Promise<'yes' | ExitCode> {
  const { terminal } = world;
  if (erased.length + leftOver === 0) return EXIT.flawed;
  const answer = ports.ask('Erase the personal data of these orders? It cannot be undone. [y/N] ');
  if (answer === null) {
    terminal.err('ops: there is no terminal to ask on; add --yes to erase, or --dry-run to look');
    return EXIT.failed;
  }
  const isYes = /^y(es)?$/i.test((await answer).trim());
  if (world.interrupted.aborted) return EXIT.interrupted;
  if (isYes) return 'yes';
  terminal.err('Nothing was erased.');
  return EXIT.flawed;
}

/** One run over the whole table; an exit code when it did not come to its end. */
async function pass(
  erase: boolean,
  options: ForgetOptions,
  world: World,
  ports: OpsPorts,
): Promise<ForgetTotal | ExitCode> {
  const showLine = statusLine(world);
  let [total, cursor] = [NOTHING, undefined as string | undefined];
  for (let vain = 0; vain < MOST_VAIN_CALLS;) {
    if (world.interrupted.aborted) return interrupted(world, showLine);
    const step = toStep(await call(erase, cursor, options, ports));
    if (step.kind === 'failed') return failed(step.message, world, showLine);
    if (step.kind === 'part') {
      total = plus(total, step.part);
      if (step.part.done) return (showLine(''), total);
      cursor = step.part.cursor ?? cursor;
    }
    showLine(
      `${total.seen} orders looked at${step.waitingFor === undefined ? '' : `; waiting for ${step.waitingFor}`}`,
    );
    vain = step.waitingFor === undefined ? 0 : vain + 1;
    if (step.waitingFor !== undefined) await world.sleep(PAUSE_MS);
  }
  return failed(
    `gave up after ${MOST_VAIN_CALLS} calls without progress; the same command goes on`,
    world,
    showLine,
  );
}

function interrupted({ terminal }: World, showLine: (text: string) => void): ExitCode {
  showLine('');
  terminal.err('Stopped. Run the same command again: what was erased stays erased.');
  return EXIT.interrupted;
}

function failed(message: string, { terminal }: World, showLine: (text: string) => void): ExitCode {
  showLine('');
  terminal.err(`ops: ${message}`);
  return EXIT.failed;
}

function call(
  erase: boolean,
  cursor: string | undefined,
  { deployment, customer, undelivered }: ForgetOptions,
  ports: OpsPorts,
): Promise<Invocation> {
  const [primary] = deployment.regions;
  if (primary === undefined) throw new RangeError('a deployment without a Region');
  const payload = { customer, erase, undelivered, ...(cursor !== undefined && { cursor }) };
  return ports.invoke(primary, `${deployment.name}-forget-customer`, payload);
}

type Step =
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'part'; readonly part: ForgetPart; readonly waitingFor?: string | undefined }
  | { readonly kind: 'waiting'; readonly waitingFor: string };

function toStep(invocation: Invocation): Step {
  if (invocation.kind === 'refused') return { kind: 'failed', message: invocation.message };
  if (invocation.kind === 'later') return { kind: 'waiting', waitingFor: invocation.message };
  const parsed = forgetAnswer.safeParse(invocation.payload);
  if (!parsed.success) {
    return { kind: 'failed', message: `the function's answer is not understood: ${parsed.error.message}` };
  }
  const answer = parsed.data;
  if ('error' in answer) return { kind: 'failed', message: String(answer.error) };
  return { kind: 'part', part: answer, waitingFor: answer.waitingFor };
}
