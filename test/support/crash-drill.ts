import { z } from 'zod';
import { crashes as crashesInShort, type Mail, mails } from '../../tools/client/shapes';
import { type TestCloud } from './cloud';

const crashes = z.array(crashesInShort.element.extend({ n: z.number() }));

/** A function's process that the faults killed, and the AWS call after which it died. */
export type Crash = z.infer<typeof crashes>[number];

/** Where functions are drilled; those of the same name in the other Region go on. */
const REGION = 'us-east-1';

/** More calls than any function makes in one of these drills; reaching it means that a drill never ends. */
const MOST_CALLS = 60;

/** What is drilled: one function, killed after each of its calls in turn. */
export interface CrashDrill<Case> {
  /** The function that has to die, without the deployment's prefix: `place-order`. */
  readonly functionName: string;
  /** Brings the shop, without faults, to where the function is called. */
  prepare(n: number): Promise<Case>;
  /** Calls the function; whether it got to its end. */
  act(prepared: Case): Promise<boolean>;
  /**
   * For a function that a schedule starts as well: whether this call of it found its work, and not one that
   * the clock started in the same moment. @default it did
   */
  found?(prepared: Case): Promise<boolean>;
  /** The first call after which it crashes, where not each does: with two drills of a function each has its half. @default 1 */
  readonly first?: 1 | 2;
  /** Called without faults after each crash. @default nothing */
  afterCrash?(): Promise<unknown>;
  /** Looks, right after a crash, whether the case still has a step to go. */
  isOwed(prepared: Case): Promise<boolean>;
}

/** A run of the drill: what was prepared, and the crash that hit it; none in the last run. */
export interface CrashRun<Case> {
  readonly prepared: Case;
  readonly crash: Crash | undefined;
  /** Whether a step was owed right after the crash. */
  readonly owed: boolean;
}

/** GET of the control API; fails the test on anything but an answer of this shape. */
async function getLocal<T>(cloud: TestCloud, path: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(`${cloud.edgeUrl}${path}`);
  return schema.parse(await response.json());
}

/** Every message that would have been sent, oldest first. */
export const mailsOf = (cloud: TestCloud): Promise<Mail[]> => getLocal(cloud, '/_local/mail', mails);

/** Processes of all functions that the faults have killed so far, oldest first in each Region. */
export const allCrashes = (cloud: TestCloud): Promise<Crash[]> => getLocal(cloud, '/_local/crashes', crashes);

/** Those of one function in the Region of the drills. */
async function crashesOf(cloud: TestCloud, functionName: string): Promise<Crash[]> {
  const all = await allCrashes(cloud);
  return all.filter((crash) => crash.region === REGION && crash.function === `holdfast-${functionName}`);
}

/** Does work under faults that are healed afterwards, whatever comes of it. */
async function under<T>(cloud: TestCloud, faults: object, work: () => Promise<T>): Promise<T> {
  await cloud.putFaults({ ...faults });
  try {
    return await work();
  } finally {
    await cloud.putFaults({});
  }
}

/** What came of work during which one function crashed. */
interface Crashing<T> {
  readonly result: T;
  /** Its processes that were killed meanwhile, oldest first. */
  readonly crashes: readonly Crash[];
}

/** Kills one function, and no other, after its n-th AWS call or the one of that name, while `work` runs. */
export async function crashingAfter<T>(
  cloud: TestCloud,
  { functionName, call }: { readonly functionName: string; readonly call: number | string },
  work: () => Promise<T>,
): Promise<Crashing<T>> {
  const before = (await crashesOf(cloud, functionName)).length;
  const crashFunction = `${REGION}/holdfast-${functionName}`;
  const result = await under(cloud, { lambda: { crashAfterCall: call, crashFunction } }, work);
  return { result, crashes: (await crashesOf(cloud, functionName)).slice(before) };
}

/** Calls from one crash to the next: every second one for `npm test`, all with CRASH_EVERY=1. */
const EVERY = Number(process.env['CRASH_EVERY'] ?? 2);

/**
 * Runs a function with a crash after its first AWS call, after its third, and so on ({@link EVERY}), until it gets to
 * its end without one. Each n but the last hits: a run that neither dies nor ends fails the test.
 */
export async function crashAfterEachCall<Case>(
  cloud: TestCloud,
  drill: CrashDrill<Case>,
): Promise<CrashRun<Case>[]> {
  const runs: CrashRun<Case>[] = [];
  for (let n = Math.min(drill.first ?? 1, EVERY); n <= MOST_CALLS;) {
    const run = await crashOnce(cloud, drill, n);
    runs.push(run);
    if (run.crash === undefined && (await foundWork(drill, run))) return runs;
    if (run.crash === undefined) continue;
    await drill.afterCrash?.();
    n += EVERY;
  }
  throw new Error(`${drill.functionName} made more than ${MOST_CALLS} AWS calls.`);
}

const foundWork = async <Case>({ found }: CrashDrill<Case>, { prepared }: CrashRun<Case>): Promise<boolean> =>
  found === undefined || found(prepared);

async function crashOnce<Case>(
  cloud: TestCloud,
  { functionName, prepare, act, isOwed }: CrashDrill<Case>,
  n: number,
): Promise<CrashRun<Case>> {
  const prepared = await prepare(n);
  const crashing = await crashingAfter(cloud, { functionName, call: n }, () => act(prepared));
  const { result: ended, crashes } = crashing;
  const crash = crashes.find((each) => each.n === n);
  expect({ n, ended, died: crash !== undefined }).not.toEqual({ n, ended: false, died: false });
  return { prepared, crash, owed: await isOwed(prepared) };
}

/** Invokes a function as its trigger does; whether it returned. */
export async function invoke(awsEndpoint: string, functionName: string, event: unknown): Promise<boolean> {
  const url = `${awsEndpoint}/2015-03-31/functions/holdfast-${functionName}/invocations`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
  return response.ok && response.headers.get('x-amz-function-error') === null;
}

/** What EventBridge sends when a schedule fires at `time`. */
export const scheduledEvent = (time: Date) => ({
  version: '0',
  id: 'crash-drill',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  time: `${time.toISOString().slice(0, 19)}Z`,
  detail: {},
});

/** What SQS hands to a function: one message. */
export const queueEvent = (body: unknown) => ({
  Records: [
    {
      messageId: 'crash-drill',
      receiptHandle: 'crash-drill',
      body: JSON.stringify(body),
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: {},
      eventSource: 'aws:sqs',
    },
  ],
});
