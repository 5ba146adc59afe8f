import { type z } from 'zod';
import { EXIT, type ExitCode } from '../exit-codes';
import { type World } from '../world';
import { type Invocation } from './invoke';
import { type ReconcileOptions } from './options';
import { type OpsPorts } from './ports';
import { describeReconciliation, isInOrder } from './reconcile-report';
import {
  type FinishedReconciliation,
  reconcileAnswer,
  type ReconciliationProgress,
} from './reconcile-shapes';
import { statusLine } from './status-line';

/** Short calls show progress, and let Ctrl-C stop soon; the function goes on where it stopped. */
const SECONDS_A_CALL = 10;
const PAUSE_MS = 5_000;
/** Calls in a row that came no further, for whatever reason: a minute or more with the pauses. */
const MOST_VAIN_CALLS = 12;

/** Has the shop compare the provider's charges with its orders, and prints the report. */
export async function reconcile(options: ReconcileOptions, world: World, ports: OpsPorts): Promise<ExitCode> {
  const ended = await callUntilDone(options, world, ports);
  if (ended.kind === 'interrupted') {
    world.terminal.err('Stopped. The same command goes on where this one came to.');
    return EXIT.interrupted;
  }
  if (ended.kind === 'failed') {
    world.terminal.err(`ops: ${ended.message}`);
    return EXIT.failed;
  }
  const { answer } = ended;
  const lines = options.json ? [jsonOf(answer)] : describeReconciliation(answer);
  lines.forEach((line) => world.terminal.out(line));
  return isInOrder(answer.report) ? EXIT.fine : EXIT.flawed;
}

function jsonOf({ report, location }: FinishedReconciliation): string {
  return JSON.stringify({ location, ...report }, null, 2);
}

type Ended =
  | { readonly kind: 'done'; readonly answer: FinishedReconciliation }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'failed'; readonly message: string };

async function callUntilDone(options: ReconcileOptions, world: World, ports: OpsPorts): Promise<Ended> {
  const call = caller(options, ports);
  const showLine = statusLine(world);
  for (let vain = 0; vain < MOST_VAIN_CALLS;) {
    if (world.interrupted.aborted) return { kind: 'interrupted' };
    const step = toStep(await call());
    if (step.kind === 'done' || step.kind === 'failed') return (showLine(''), step);
    showLine(step.text);
    vain = step.kind === 'waiting' ? vain + 1 : 0;
    if (step.kind === 'waiting') await world.sleep(PAUSE_MS);
  }
  showLine('');
  const message = `gave up after ${MOST_VAIN_CALLS} calls without progress; the same command goes on`;
  return { kind: 'failed', message };
}

function caller({ deployment, range, maxRefunds, graceSeconds }: ReconcileOptions, ports: OpsPorts) {
  const payload = {
    ...range,
    maxSeconds: SECONDS_A_CALL,
    ...(maxRefunds !== undefined && { maxRefunds }),
    ...(graceSeconds !== undefined && { graceSeconds }),
  };
  const [primary] = deployment.regions;
  if (primary === undefined) throw new RangeError('a deployment without a Region');
  return () => ports.invoke(primary, `${deployment.name}-reconcile`, payload);
}

type Step =
  | Exclude<Ended, { kind: 'interrupted' }>
  | { readonly kind: 'progress' | 'waiting'; readonly text: string };

function toStep(invocation: Invocation): Step {
  switch (invocation.kind) {
    case 'refused':
      return { kind: 'failed', message: invocation.message };
    case 'later':
      return { kind: 'waiting', text: `waiting: ${invocation.message}` };
    case 'returned':
      return readAnswer(reconcileAnswer.safeParse(invocation.payload));
  }
}

function readAnswer(parsed: z.ZodSafeParseResult<z.infer<typeof reconcileAnswer>>): Step {
  if (!parsed.success) {
    return { kind: 'failed', message: `the function's answer is not understood: ${parsed.error.message}` };
  }
  const answer = parsed.data;
  if ('error' in answer) return { kind: 'failed', message: String(answer.error) };
  if (answer.done) return { kind: 'done', answer };
  const text = describeProgress(answer.progress);
  if (answer.waitingFor === undefined) return { kind: 'progress', text };
  return { kind: 'waiting', text: `${text}; waiting for ${answer.waitingFor}` };
}

function describeProgress(progress: ReconciliationProgress): string {
  const { phase, charges, orders, refunded, refundsPending, confirmedWithoutCharge } = progress;
  return (
    `${phase}: ${charges} charges, ${orders} orders; ${refunded} refunded, ${refundsPending} refunds pending, ` +
    `${confirmedWithoutCharge} confirmed without a charge`
  );
}
