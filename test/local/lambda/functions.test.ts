import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HEALTHY } from '../../../local/control/faults';
import { CrashFaults } from '../../../local/lambda/crash-faults';
import { type Environment } from '../../../local/lambda/environment';
import { type FunctionSettings } from '../../../local/lambda/function-settings';
import { type EnvironmentLimits, Functions } from '../../../local/lambda/functions';
import { type Faults } from '../../../local/types';
import { scratchDirectory } from '../../support/scratch-directory';

/** A function that does what its event says. */
const SOURCE = `
let invocations = 0;
exports.handler = async (event, context) => {
  invocations += 1;
  if (event.log) console.log(event.log);
  if (event.fail) throw new TypeError(event.fail);
  if (event.exit !== undefined) process.exit(event.exit);
  return { invocations, event, pid: process.pid, env: process.env, arn: context.invokedFunctionArn,
    requestId: context.awsRequestId, remaining: context.getRemainingTimeInMillis(), memory: context.memoryLimitInMB };
};
exports.wait = async ({ file }) => { while (file && !require('fs').existsSync(file)) await new Promise((go) => setTimeout(go, 20)); };
exports.hang = () => new Promise((resolve) => setTimeout(resolve, 3_600_000));
`;

interface Answer {
  readonly invocations: number;
  readonly event: unknown;
  readonly pid: number;
  readonly env: Record<string, string>;
  readonly arn: string;
  readonly remaining: number;
  readonly memory: string;
}

const directory = scratchDirectory();
writeFileSync(join(directory, 'index.js'), SOURCE);
writeFileSync(join(directory, 'broken.js'), 'throw new RangeError("cannot start");');

const arnOf = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

const settings = (name: string, changes: Partial<FunctionSettings> = {}): FunctionSettings => ({
  name,
  arn: arnOf(name),
  handler: 'index.handler',
  runtime: 'nodejs24.x',
  codeDirectory: directory,
  environment: { TABLE: 'ledger' },
  timeoutSeconds: 20,
  memoryMegabytes: 256,
  reservedConcurrency: null,
  ...changes,
});

const lines: string[] = [];
const observed: string[] = [];
let functions: Functions;

let concurrency: number | null;

function start(limits: Partial<EnvironmentLimits>, ...all: FunctionSettings[]): void {
  functions = new Functions({
    region: 'us-east-1',
    functions: all,
    awsEndpoint: 'http://127.0.0.1:4566',
    limits,
    concurrency: () => concurrency,
    onLine: (_, line) => lines.push(line),
    observer: {
      began: (underWay) => observed.push(`began ${underWay}`),
      throttled: (name) => observed.push(`throttled ${name}`),
      ended: (name, { kind }, milliseconds) => {
        observed.push(`ended ${name} ${kind}${milliseconds > 0 ? '' : ' in no time'}`);
      },
    },
  });
}

async function answerOf(name: string, event: unknown = {}): Promise<Answer> {
  const result = await functions.invoke(arnOf(name), event);
  if (result.kind !== 'returned') throw new Error(`not returned: ${JSON.stringify(result)}`);
  return result.payload as Answer;
}

beforeEach(() => {
  concurrency = null;
  lines.splice(0);
  observed.splice(0);
});
afterEach(() => functions.close());

describe('an invocation', () => {
  test('has a real context and the environment of the template, and nothing of ours', async () => {
    process.env.SECRET_OF_THE_DEVELOPER = 'x';
    start({}, settings('f'));
    const { env, arn, remaining, memory, event } = await answerOf('f', { a: 1 });
    expect({ arn, memory, event }).toEqual({ arn: arnOf('f'), memory: '256', event: { a: 1 } });
    expect(remaining).toBeGreaterThan(10_000);
    expect(env).toMatchObject({
      TABLE: 'ledger',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ACCESS_KEY_ID: 'f.1',
      AWS_LAMBDA_FUNCTION_NAME: 'f',
    });
    expect(env).not.toHaveProperty('SECRET_OF_THE_DEVELOPER');
    expect(env).not.toHaveProperty('HOME');
  });

  test('finds the environment of the last one', async () => {
    start({}, settings('f'));
    const first = await answerOf('f');
    const second = await answerOf('f');
    expect(second).toMatchObject({ pid: first.pid, invocations: 2 });
  });

  test('leaves what was compiled for the next environment, as each is killed in the end', async () => {
    const temporary = scratchDirectory();
    start({}, settings('f', { environment: { TMPDIR: temporary } }));
    await answerOf('f');
    await answerOf('f');
    const entries = readdirSync(temporary, { recursive: true, withFileTypes: true });
    expect(entries.filter((entry) => entry.isFile()).length).toBeGreaterThan(0);
  });

  test('by an alias or version runs the function', async () => {
    start({}, settings('f'));
    expect(await functions.invoke(`${arnOf('f')}:live`, {})).toMatchObject({ kind: 'returned' });
  });

  test('of an unknown function names those there are', () => {
    start({}, settings('f'));
    expect(() => functions.invoke(arnOf('g'), {})).toThrow('no function g in us-east-1; there are f');
  });

  test('has logged what the function wrote, before its report, when it is answered', async () => {
    start({}, settings('f'));
    const times = Array.from({ length: 50 }, (_, time) => `hello ${time}`);
    for (const hello of times) {
      await answerOf('f', { log: hello });
      expect(lines.slice(-2)).toEqual([expect.stringContaining(hello), expect.stringMatching(/^REPORT /)]);
    }
  });
});

describe('an invocation that fails', () => {
  test('tells the error that was thrown, and the environment lives on', async () => {
    start({}, settings('f'));
    const { pid } = await answerOf('f');
    expect(await functions.invoke(arnOf('f'), { fail: 'bad' })).toEqual({
      kind: 'function_error',
      errorType: 'TypeError',
      errorMessage: 'bad',
    });
    expect((await answerOf('f')).pid).toBe(pid);
  });

  test('with its process ends as Runtime.ExitError; the next one gets a new process', async () => {
    start({}, settings('f'));
    const result = await functions.invoke(arnOf('f'), { exit: 3 });
    expect(result).toMatchObject({ kind: 'function_error', errorType: 'Runtime.ExitError' });
    expect(result).toMatchObject({ errorMessage: expect.stringContaining('exit status 3') as string });
    expect((await answerOf('f')).invocations).toBe(1);
  });

  test('to finish in time is killed', async () => {
    start({}, settings('f', { handler: 'index.hang', timeoutSeconds: 0.1 }));
    expect(await functions.invoke(arnOf('f'), {})).toEqual({ kind: 'timed_out', afterSeconds: 0.1 });
    expect(lines.some((line) => line.includes('Task timed out after 0.10 seconds'))).toBe(true);
  });

  test.each([
    ['nothing.handler', 'Runtime.ImportModuleError'],
    ['index.nothing', 'Runtime.HandlerNotFound'],
    ['broken.handler', 'RangeError'],
  ])('to initialize (%s) tells %s', async (handler, errorType) => {
    start({}, settings('f', { handler }));
    expect(await functions.invoke(arnOf('f'), {})).toMatchObject({ kind: 'function_error', errorType });
  });
});

describe('environments', () => {
  test('of one function are capped; excess requests wait their turn', async () => {
    start({ perFunction: 2 }, settings('f'));
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => answerOf('f', index)));
    expect(answers.map(({ event }) => event)).toEqual(Array.from({ length: 12 }, (_, index) => index));
    expect(new Set(answers.map(({ pid }) => pid)).size).toBe(2);
  });

  test('respect reserved concurrency', () => {
    start({ perFunction: 3 }, settings('f', { reservedConcurrency: 1 }), settings('g'));
    expect([functions.concurrency(arnOf('f')), functions.concurrency(arnOf('g'))]).toEqual([1, 3]);
  });

  test('are told of: what begins, what ends, and what reserved concurrency would have refused', async () => {
    start({}, settings('f', { reservedConcurrency: 1 }));
    await Promise.all([answerOf('f'), answerOf('f')]);
    expect(observed).toEqual(['began 1', 'throttled f', 'began 2', 'ended f returned', 'ended f returned']);
  });

  test('are as many as the account may have: one more is refused, whatever function it is for', async () => {
    start({}, settings('f'), settings('g'));
    concurrency = 2;
    const two = [answerOf('f'), answerOf('g')];
    expect(await functions.invoke(arnOf('g'), {})).toEqual({ kind: 'throttled' });
    await Promise.all(two);
    expect(observed.slice(0, 3)).toEqual(['began 1', 'began 2', 'throttled g']);
    expect(await functions.invoke(arnOf('g'), {})).toMatchObject({ kind: 'returned' });
  });

  test('make way for a function that has none', async () => {
    start({ perRegion: 1 }, settings('f'), settings('g'));
    await answerOf('f');
    expect((await answerOf('g')).invocations).toBe(1);
    expect((await answerOf('f')).invocations).toBe(1);
  });

  test('of a busy function make way, too', async () => {
    start({ perFunction: 2, perRegion: 2 }, settings('f'), settings('g'));
    const busy = Array.from({ length: 20 }, () => answerOf('f'));
    expect((await answerOf('g')).invocations).toBe(1);
    await Promise.all(busy);
  });

  test('that rest make way for a second request of a function that is at work for long', async () => {
    start({ perRegion: 2 }, settings('f'), settings('watch', { handler: 'index.wait', timeoutSeconds: 900 }));
    const file = join(directory, 'enough');
    const watching = functions.invoke(arnOf('watch'), { file });
    await answerOf('f');

    const second = await functions.invoke(arnOf('watch'), {});

    expect(second.kind).toBe('returned');
    expect(functions.underWay()).toBe(1);
    writeFileSync(file, '');
    await watching;
  });

  test('know when their newest invocation began', async () => {
    start({}, settings('f'));
    await answerOf('f');
    const between = Date.now();
    await answerOf('f');
    expect(functions.environmentOf('f.1')?.invokedAt.getTime()).toBeGreaterThanOrEqual(between);
  });

  test('are there before the first request when prewarmed', async () => {
    start({}, settings('f'), settings('g'));
    functions.prewarm(['f']);
    expect(functions.environmentOf('f.1')?.alive).toBe(true);
    expect((await answerOf('f')).env.AWS_ACCESS_KEY_ID).toBe('f.1');
  });

  test('of a region that goes down are killed; what ran and what waited is told so', async () => {
    start({ perFunction: 1 }, settings('f', { handler: 'index.hang' }));
    const running = functions.invoke(arnOf('f'), {});
    const waiting = functions.invoke(arnOf('f'), {});
    functions.halt();
    expect(await Promise.all([running, waiting])).toEqual([{ kind: 'region_down' }, { kind: 'region_down' }]);
    functions.resume();
    expect(functions.underWay()).toBe(0);
  });
});

describe('crash faults', () => {
  const NOW = new Date('2026-11-21T00:00:00Z');

  /** Crashes under these faults, and an invocation of f that makes no call before it is told to. */
  function crashing(lambda: Partial<Faults['lambda']>) {
    start({}, settings('f', { handler: 'index.hang' }));
    const faults = { ...HEALTHY, lambda: { ...HEALTHY.lambda, ...lambda } };
    const crashes = new CrashFaults(
      'us-east-1',
      { current: () => faults },
      () => 0,
      () => NOW,
    );
    const invocation = functions.invoke(arnOf('f'), {});
    const environment = functions.environmentOf('f.1');
    if (environment === undefined) throw new Error('the environment should be there');
    return { crashes, invocation, environment };
  }

  const diedNow = ({ invokedAt }: Environment) => ({
    begunAt: invokedAt.toISOString(),
    at: NOW.toISOString(),
  });

  test('kill a process right after the call of that number', async () => {
    const { crashes, invocation, environment } = crashing({ crashAfterCall: 2 });
    crashes.afterCall(environment, 'f', 'PutItem');
    expect(environment.alive).toBe(true);
    crashes.afterCall(environment, 'f', 'PutItem');
    expect(await invocation).toMatchObject({ kind: 'function_error', errorType: 'Runtime.ExitError' });
    expect(environment.alive).toBe(false);
    expect(crashes.crashes).toEqual([{ function: 'f', call: 'PutItem', n: 2, ...diedNow(environment) }]);
  });

  test('kill a process right after the call of that name, once', async () => {
    const { crashes, invocation, environment } = crashing({ crashAfterCall: 'PutItem' });
    crashes.afterCall(environment, 'f', 'GetItem');
    crashes.afterCall(environment, 'f', 'GetItem');
    expect(crashes.crashes).toEqual([]);
    crashes.afterCall(environment, 'f', 'PutItem');
    // It was under way when the process was killed.
    crashes.afterCall(environment, 'f', 'PutItem');
    expect(await invocation).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(crashes.crashes).toEqual([{ function: 'f', call: 'PutItem', n: 3, ...diedNow(environment) }]);
  });

  test.each([{ crashAfterCall: 1 }, { crashAfterCall: 'PutItem' }, { crashRate: 1 }])(
    'kill only the function that they name, with %j',
    (lambda) => {
      const others = ['us-west-2/f', 'us-east-1/g'].map((crashFunction) => {
        const { crashes, environment } = crashing({ ...lambda, crashFunction });
        crashes.afterCall(environment, 'f', 'PutItem');
        functions.close();
        return crashes.crashes;
      });
      expect(others).toEqual([[], []]);
      const { crashes, environment } = crashing({ ...lambda, crashFunction: 'us-east-1/f' });
      crashes.afterCall(environment, 'f', 'PutItem');
      expect(crashes.crashes).toHaveLength(1);
    },
  );

  test('by rate kill after a call chosen at random', async () => {
    const { crashes, invocation, environment } = crashing({ crashRate: 0.5 });
    crashes.afterCall(environment, 'f', 'PutItem');
    expect(await invocation).toMatchObject({ errorType: 'Runtime.ExitError' });
  });
});
