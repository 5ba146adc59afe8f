import { type InvocationResult } from '../types';
import { type Environment } from './environment';
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
}

/** How many environments a function may have. */
export interface PoolLimits {
  /** While they get on with their work. */
  readonly steady: number;
  /** While all of them only wait for somebody else; they take no processor then. */
  readonly stuck: number;
}

/** Invocations take a tenth of this, and on a busy machine hardly more: a longer one waits for an answer. */
const STUCK_MS = 500;

/** The first invocation of an environment includes its start, which takes seconds on a machine that is busy. */
const START_MS = 2_500;

interface Request {
  readonly payload: string;
  readonly settle: (result: InvocationResult) => void;
}

/**
 * The environments of one function. Requests that find none free wait, first come first served; but when all have
 * been at one invocation each for half a second, more are started, as Lambda would have done at once.
 */
export class FunctionPool {
  private readonly environments = new Set<Environment>();
  private readonly idle: Environment[] = [];
  private readonly requests: Request[] = [];
  /** When the invocations that are running would be stuck. */
  private readonly stuckAt = new Map<Environment, number>();
  /** Environments that have answered before. */
  private readonly proven = new WeakSet<Environment>();
  private watch: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    readonly settings: FunctionSettings,
    private readonly limits: PoolLimits,
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
      if (environment === null) return this.lookAgain();
      const request = this.requests.shift();
      if (request !== undefined) void this.run(environment, request);
    }
  }

  /** Stops one idle environment. */
  evict(environment: Environment): void {
    this.forget(environment);
    environment.kill();
  }

  /** Looks whether all are stuck once the youngest invocation has run for long enough. */
  private lookAgain(): void {
    if (this.environments.size >= this.limits.stuck) return;
    const wait = Math.max(0, Math.max(...this.stuckAt.values()) - Date.now());
    this.watch ??= setTimeout(() => {
      this.watch = undefined;
      this.growWhileStuck();
      this.pump();
    }, wait).unref();
  }

  private growWhileStuck(): void {
    const now = Date.now();
    if ([...this.stuckAt.values()].some((time) => time > now)) return;
    const room = this.limits.stuck - this.environments.size;
    for (const request of this.requests.splice(0, Math.max(0, room))) void this.run(this.start(), request);
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
    if (this.environments.size >= this.limits.steady || !this.host.claim(this)) return null;
    return this.start();
  }

  private start(): Environment {
    const environment = this.host.create(this.settings, (gone) => this.forget(gone));
    this.environments.add(environment);
    return environment;
  }

  private async run(environment: Environment, { payload, settle }: Request): Promise<void> {
    this.stuckAt.set(environment, Date.now() + (this.proven.has(environment) ? STUCK_MS : START_MS));
    const result = await environment.invoke(this.invocation(payload));
    this.stuckAt.delete(environment);
    this.proven.add(environment);
    settle(this.closed ? { kind: 'region_down' } : result);
    if (this.environments.has(environment)) this.release(environment);
    // Others first: what this function gave up would otherwise go straight back to it.
    this.host.changed();
    this.pump();
  }

  private release(environment: Environment): void {
    const tooMany = this.environments.size > this.limits.steady && this.requests.length === 0;
    if (!environment.alive || tooMany || this.host.mustYield(this)) this.evict(environment);
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
