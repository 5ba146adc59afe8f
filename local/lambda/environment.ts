import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type InvocationResult } from '../types';
import { runtimeCommand } from './command';
import { type FunctionSettings } from './function-settings';
import { type Invocation, RuntimeApi } from './runtime-api';

/** Lambda gives the code outside of the handler 10 s; slower laptops get the function's time-out if longer. */
const INIT_TIMEOUT_MS = 10_000;

export interface EnvironmentOptions {
  readonly settings: FunctionSettings;
  /** Environment variables that Lambda itself sets, AWS_LAMBDA_RUNTIME_API apart. */
  readonly variables: Readonly<Record<string, string>>;
  /** Takes each line that the function writes, and Lambda's own lines about it. */
  readonly onLine: (line: string) => void;
  /** Called once, when the process is gone for whatever reason. */
  readonly onExit: () => void;
}

interface UnderWay {
  readonly invocation: Invocation;
  readonly startedAt: number;
  readonly settle: (result: InvocationResult) => void;
}

/**
 * One execution environment: a process that runs AWS's runtime interface client and the function's own
 * bundle, one invocation at a time. It dies with a time-out or a crash, as on Lambda.
 */
export class Environment {
  /** AWS calls answered during the invocation under way; faults count on it. */
  awsCalls = 0;
  /** When the newest invocation began. */
  invokedAt = new Date();
  lastUsedAt = Date.now();
  private readonly api: RuntimeApi;
  private process: ChildProcess | null = null;
  private current: UnderWay | null = null;
  private timer: NodeJS.Timeout | undefined;
  private initError: InvocationResult | null = null;
  private exited = false;

  constructor(
    readonly id: number,
    private readonly options: EnvironmentOptions,
  ) {
    this.api = new RuntimeApi({
      taken: ({ timeoutMs }) => this.startTimer(timeoutMs, options.settings.timeoutSeconds),
      returned: (requestId, body) => this.finish(requestId, returned(body)),
      failed: (requestId, errorType, errorMessage) =>
        this.finish(requestId, { kind: 'function_error', errorType, errorMessage }),
      initFailed: (errorType, errorMessage) => {
        this.initError = { kind: 'function_error', errorType, errorMessage };
      },
    });
  }

  get alive(): boolean {
    return !this.exited;
  }

  /** Starts the process. Initialization goes on; an invocation may be given at once. */
  async start(): Promise<void> {
    const address = await this.api.listen();
    if (this.exited) return this.api.close();
    const { settings, variables } = this.options;
    const { file, args } = runtimeCommand(settings.memoryMegabytes);
    this.process = spawn(file, args, {
      cwd: settings.codeDirectory,
      env: { ...settings.environment, ...variables, AWS_LAMBDA_RUNTIME_API: address },
      // The pipe that is never written to ends this process with the local cloud's.
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.readLines(this.process);
    this.process.once('error', (error) => this.gone(`could not be started: ${error.message}`));
    this.process.once('exit', (code, signal) =>
      this.gone(signal ? `signal: ${signal}` : `exit status ${code ?? 0}`),
    );
  }

  /** Runs one invocation to its end. Never call it while another is under way. */
  invoke(invocation: Invocation): Promise<InvocationResult> {
    return new Promise((settle) => {
      this.awsCalls = 0;
      this.invokedAt = new Date();
      this.current = { invocation, startedAt: performance.now(), settle };
      this.options.onLine(`START RequestId: ${invocation.requestId}`);
      const { timeoutSeconds } = this.options.settings;
      this.startTimer(Math.max(INIT_TIMEOUT_MS, timeoutSeconds * 1000), timeoutSeconds);
      if (this.exited) this.gone('exit status 0');
      else this.api.offer(invocation);
    });
  }

  /** Kills the process; an invocation under way ends as `Runtime.ExitError`. */
  kill(): void {
    if (this.process === null) this.gone('signal: SIGKILL');
    else this.process.kill('SIGKILL');
  }

  private readLines({ stdout, stderr }: ChildProcess): void {
    for (const stream of [stdout, stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', this.options.onLine);
    }
  }

  private startTimer(milliseconds: number, afterSeconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { requestId = '' } = this.current?.invocation ?? {};
      this.options.onLine(`${requestId} Task timed out after ${afterSeconds.toFixed(2)} seconds`);
      this.finish(requestId, { kind: 'timed_out', afterSeconds });
      this.kill();
    }, milliseconds);
  }

  /**
   * What the function wrote before it answered waits in its pipe and is read in the same turn of the event loop: settled
   * after that turn, its lines stand before its report and are known to whoever has the answer.
   */
  private finish(requestId: string, result: InvocationResult): void {
    const { current } = this;
    if (current?.invocation.requestId !== requestId) return;
    clearTimeout(this.timer);
    this.current = null;
    this.lastUsedAt = Date.now();
    const duration = (performance.now() - current.startedAt).toFixed(2);
    setImmediate(() => {
      this.options.onLine(`REPORT RequestId: ${requestId}\tDuration: ${duration} ms\tResult: ${result.kind}`);
      current.settle(result);
    });
  }

  private gone(how: string): void {
    if (!this.exited) {
      this.exited = true;
      this.api.close();
      this.options.onExit();
    }
    if (this.current === null) return;
    const { requestId } = this.current.invocation;
    const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: ${how}`;
    this.finish(
      requestId,
      this.initError ?? { kind: 'function_error', errorType: 'Runtime.ExitError', errorMessage },
    );
  }
}

const returned = (body: string): InvocationResult => ({
  kind: 'returned',
  payload: JSON.parse(body) as unknown,
});
