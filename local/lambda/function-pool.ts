import { type FunctionCounts, type InvocationResult } from '../types';
import { type Environment } from './environment';
import { FunctionTally } from './function-tally';
import { type FunctionSettings } from './function-settings';
import { type Invocation } from './runtime-api';

/** What a pool asks of the region that its function runs in. */
export interface PoolHost {
  /** Makes room for one more environment, or says that there is none now. */
  claim(pool: FunctionPool): boolean;
  create(settings: FunctionSettings, onExit: (environment: Environment) => void): Environment;
  /** Whether another function waits for room while this one holds more than it must. */
  mustYield(pool: FunctionPool): boolean;
  /** An environment became idle or went away: others may want its room. */
  changed(): void;
  newRequestId(): string;
  /** An invocation ended after so many ms. */
  ended(pool: FunctionPool, result: InvocationResult, milliseconds: number): void;
}

interface Request {
  readonly payload: string;
  readonly settle: (result: InvocationResult) => void;
}

/** The environments of one function. Requests that find none free wait, first come first served. */
export class FunctionPool {
  private readonly environments = new Set<Environment>();
  private readonly idle: Environment[] = [];
  private readonly requests: Request[] = [];
  private readonly tally = new FunctionTally();
  private closed = false;

  constructor(
    readonly settings: FunctionSettings,
    private readonly limit: number,
    private readonly host: PoolHost,
  ) {}

  get size(): number {
    return this.environments.size;
  }

  /** Invocations waiting or running. */
  get underWay(): number {
    return this.requests.length + this.environments.size - this.idle.length;
  }

  /** Requests wait and there is not one environment to serve them. */
  get starving(): boolean {
    return this.requests.length > 0 && this.environments.size === 0;
  }

  /** The environment that has been idle for longest. */
  get oldestIdle(): Environment | undefined {
    return this.idle[0];
  }

  /** What became of the invocations so far, and what is under way. */
  get counts(): FunctionCounts {
    return {
      name: this.settings.name,
      environments: this.environments.size,
      running: this.environments.size - this.idle.length,
      waiting: this.requests.length,
      ...this.tally.counts,
    };
  }

  environment(id: number): Environment | undefined {
    return [...this.environments].find((each) => each.id === id);
  }

  invoke(event: unknown): Promise<InvocationResult> {
    if (this.closed) return Promise.resolve({ kind: 'region_down' });
    return new Promise((settle) => {
      this.requests.push({ payload: JSON.stringify(event ?? null), settle });
      this.pump();
    });
  }

  /** Starts an environment ahead of the first request, if there is none yet. */
  prewarm(): void {
    if (this.environments.size > 0 || !this.host.claim(this)) return;
    this.idle.push(this.start());
  }

  /** Gives waiting requests to free environments, starting new ones up to the limit. */
  pump(): void {
    while (this.requests.length > 0) {
      const environment = this.idle.pop() ?? this.grow();
      if (environment === null) return;
      const request = this.requests.shift();
      if (request !== undefined) void this.run(environment, request);
    }
  }

  /** Stops one idle environment. */
  evict(environment: Environment): void {
    this.forget(environment);
    environment.kill();
  }

  /** Stops everything; what waits is answered as from a Region that is down. */
  close(): void {
    this.closed = true;
    for (const { settle } of this.requests.splice(0)) settle({ kind: 'region_down' });
    for (const environment of [...this.environments]) this.evict(environment);
  }

  /** Takes requests again after `close`. */
  reopen(): void {
    this.closed = false;
  }

  private grow(): Environment | null {
    if (this.environments.size >= this.limit || !this.host.claim(this)) return null;
    return this.start();
  }

  private start(): Environment {
    this.tally.started();
    const environment = this.host.create(this.settings, (gone) => this.forget(gone));
    this.environments.add(environment);
    return environment;
  }

  private async run(environment: Environment, { payload, settle }: Request): Promise<void> {
    const startedAt = performance.now();
    const ended = await environment.invoke(this.invocation(payload));
    const result: InvocationResult = this.closed ? { kind: 'region_down' } : ended;
    const milliseconds = performance.now() - startedAt;
    this.tally.ended(result, milliseconds);
    this.host.ended(this, result, milliseconds);
    settle(result);
    if (this.environments.has(environment)) this.release(environment);
    // Others first: what this function gave up would otherwise go straight back to it.
    this.host.changed();
    this.pump();
  }

  private release(environment: Environment): void {
    if (!environment.alive || this.host.mustYield(this)) this.evict(environment);
    else this.idle.push(environment);
  }

  private invocation(payload: string): Invocation {
    const { arn, timeoutSeconds } = this.settings;
    return {
      requestId: this.host.newRequestId(),
      functionArn: arn,
      payload,
      timeoutMs: timeoutSeconds * 1000,
    };
  }

  private forget(environment: Environment): void {
    this.environments.delete(environment);
    const index = this.idle.indexOf(environment);
    if (index >= 0) this.idle.splice(index, 1);
  }
}
