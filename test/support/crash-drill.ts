import { z } from 'zod';
import { type TestCloud } from './cloud';

const crashes = z.array(
  z.object({ region: z.string(), function: z.string(), call: z.string(), n: z.number(), at: z.string() }),
);
const mails = z.array(
  z.object({ channel: z.string(), template: z.string(), orderId: z.string(), at: z.string() }),
);

/** A function's process that the faults killed, and the AWS call after which it died. */
export type Crash = z.infer<typeof crashes>[number];

/** A message that would have been sent. */
export type Mail = z.infer<typeof mails>[number];

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

/** Processes of one function in the primary Region that the faults have killed so far, oldest first. */
export async function crashesOf(cloud: TestCloud, functionName: string): Promise<Crash[]> {
  const all = await getLocal(cloud, '/_local/crashes', crashes);
  return all.filter((crash) => crash.region === 'us-east-1' && crash.function === `holdfast-${functionName}`);
}

/** Kills every function after its n-th AWS call, while `work` runs. */
export async function crashingAfter<T>(cloud: TestCloud, n: number, work: () => Promise<T>): Promise<T> {
  await cloud.putFaults({ lambda: { crashRate: 0, crashAfterCall: n } });
  try {
    return await work();
  } finally {
    await cloud.putFaults({});
  }
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
  const before = (await crashesOf(cloud, functionName)).length;
  const ended = await crashingAfter(cloud, n, () => act(prepared));
  const crash = (await crashesOf(cloud, functionName)).slice(before).find((each) => each.n === n);
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
