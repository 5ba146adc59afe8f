import { randomUUID } from 'node:crypto';
import { type FunctionCounts, type InvocationResult } from '../types';
import { accessKeyOf, callerOf } from './caller';
import { Environment } from './environment';
import { FunctionPool, type PoolHost } from './function-pool';
import { type FunctionSettings } from './function-settings';

/** How many processes the functions of one region may use. */
export interface EnvironmentLimits {
  /** Environments of one function; further requests wait their turn. Default 3. */
  readonly perFunction: number;
  /** Environments of all functions of the region together; idle ones make way. Default 16. */
  readonly perRegion: number;
}

/**
 * An environment takes 30 to 70 MB of its own; two regions of sixteen stay at about 2 GB, emulators included. One of the
 * sixteen runs nearly all of the time, watching the other region; with fewer, a shop in use starts processes more often
 * than it uses them. Three at once for one function keep two cores busy.
 */
const DEFAULT_LIMITS: EnvironmentLimits = { perFunction: 3, perRegion: 16 };

/** An environment beyond a function's first one is stopped after this long without work. */
const IDLE_MS = 60_000;
const IDLE_CHECK_MS = 10_000;

/** Displacing an environment that was busy a moment ago would only cost both functions a cold start. */
const RESTING_MS = 1000;

export interface FunctionsOptions {
  readonly region: string;
  readonly functions: readonly FunctionSettings[];
  /** Address of the region's AWS endpoint, which AWS_ENDPOINT_URL gives to the SDK. */
  readonly awsEndpoint: string;
  readonly limits?: Partial<EnvironmentLimits>;
  /** Most invocations at a time that the account may have, `null` for as many as come. @default as many as come */
  readonly concurrency?: () => number | null;
  readonly onLine: (functionName: string, line: string) => void;
  readonly observer?: FunctionObserver;
}

/** Who is told of invocations. */
export interface FunctionObserver {
  /** One begins; so many of all functions are under way or wait now. */
  began(underWay: number): void;
  /**
   * A request is refused because the account may have no more, or waits because its function may have no more environments
   * than the template reserves for it.
   */
  throttled(functionName: string): void;
  /** One ended after so many ms. */
  ended(functionName: string, result: InvocationResult, milliseconds: number): void;
}

/** All functions of one region, sharing the region's room for processes. */
export class Functions {
  private readonly pools = new Map<string, FunctionPool>();
  private readonly limits: EnvironmentLimits;
  private readonly timers: readonly NodeJS.Timeout[];
  private nextEnvironment = 1;

  constructor(private readonly options: FunctionsOptions) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    for (const settings of options.functions) {
      this.pools.set(settings.name, new FunctionPool(settings, this.limitOf(settings), this.host()));
    }
    this.timers = [
      setInterval(() => this.stopIdle(Date.now() - IDLE_MS), IDLE_CHECK_MS).unref(),
      setInterval(() => this.tryAgain(), RESTING_MS).unref(),
    ];
  }

  /** Most invocations of this function at once. Throws if there is no such function. */
  concurrency(functionArn: string): number {
    return this.limitOf(this.pool(functionArn).settings);
  }

  /** Invokes by ARN (a version or alias is ignored) or by name. Throws if there is no such function. */
  invoke(functionArn: string, event: unknown): Promise<InvocationResult> {
    const pool = this.pool(functionArn);
    const { observer } = this.options;
    const { name, reservedConcurrency } = pool.settings;
    if (this.underWay() >= (this.options.concurrency?.() ?? Infinity)) {
      observer?.throttled(name);
      return Promise.resolve({ kind: 'throttled' });
    }
    if (reservedConcurrency !== null && pool.underWay >= reservedConcurrency) observer?.throttled(name);
    const result = pool.invoke(event);
    observer?.began(this.underWay());
    return result;
  }

  /** Whether there is a function of that name or ARN. */
  has(functionArn: string): boolean {
    return this.pools.has(nameOf(functionArn));
  }

  /** Invocations waiting or running, of all functions. */
  underWay(): number {
    return [...this.pools.values()].reduce((sum, pool) => sum + pool.underWay, 0);
  }

  /** What became of the invocations of each function. */
  counts(): FunctionCounts[] {
    return [...this.pools.values()].map((pool) => pool.counts);
  }

  /** Starts one environment each for the functions with these ARNs, as far as there is room. */
  prewarm(functionArns: readonly string[]): void {
    for (const arn of functionArns) this.pool(arn).prewarm();
  }

  /** The environment that an access key belongs to, while it lives. */
  environmentOf(accessKey: string): Environment | undefined {
    const caller = callerOf(accessKey);
    return caller === null ? undefined : this.pools.get(caller.functionName)?.environment(caller.environment);
  }

  /** Kills all processes and refuses invocations until `resume`. */
  halt(): void {
    for (const pool of this.pools.values()) pool.close();
  }

  resume(): void {
    for (const pool of this.pools.values()) pool.reopen();
  }

  close(): void {
    this.timers.forEach(clearInterval);
    this.halt();
  }

  private pool(functionArn: string): FunctionPool {
    const name = nameOf(functionArn);
    const pool = this.pools.get(name);
    if (pool !== undefined) return pool;
    throw new Error(
      `no function ${name} in ${this.options.region}; there are ${[...this.pools.keys()].join(', ')}`,
    );
  }

  private limitOf({ reservedConcurrency }: FunctionSettings): number {
    return Math.max(1, Math.min(this.limits.perFunction, reservedConcurrency ?? Infinity));
  }

  private host(): PoolHost {
    return {
      claim: (pool) => this.claim(pool),
      create: (settings, onExit) => this.create(settings, onExit),
      mustYield: (pool) => pool.size > 1 && this.full() && this.starving() !== undefined,
      changed: () => this.starving()?.pump(),
      newRequestId: randomUUID,
      ended: (pool, result, milliseconds) =>
        this.options.observer?.ended(pool.settings.name, result, milliseconds),
    };
  }

  private full(): boolean {
    return [...this.pools.values()].reduce((sum, pool) => sum + pool.size, 0) >= this.limits.perRegion;
  }

  private starving(): FunctionPool | undefined {
    return [...this.pools.values()].find((pool) => pool.starving);
  }

  /** A function's first environment may displace any idle one, a further one only what rests already. */
  private claim(claimant: FunctionPool): boolean {
    if (!this.full()) return true;
    const unusedSince = claimant.size === 0 ? Infinity : Date.now() - RESTING_MS;
    const others = [...this.pools.values()].filter(
      (pool) => pool !== claimant && lastUse(pool) < unusedSince,
    );
    const [longestIdle] = others.sort((a, b) => lastUse(a) - lastUse(b));
    if (longestIdle?.oldestIdle === undefined) return false;
    longestIdle.evict(longestIdle.oldestIdle);
    return true;
  }

  private create(settings: FunctionSettings, onExit: (environment: Environment) => void): Environment {
    const id = this.nextEnvironment++;
    const environment: Environment = new Environment(id, {
      settings,
      variables: this.variables(settings, id),
      onLine: (line) => this.options.onLine(settings.name, line),
      onExit: () => onExit(environment),
    });
    void environment.start();
    return environment;
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, "Defined runtime environment variables". */
  private variables(
    { name, runtime, handler, codeDirectory, memoryMegabytes }: FunctionSettings,
    id: number,
  ) {
    return {
      _HANDLER: handler,
      AWS_ACCESS_KEY_ID: accessKeyOf({ functionName: name, environment: id }),
      AWS_DEFAULT_REGION: this.options.region,
      AWS_ENDPOINT_URL: this.options.awsEndpoint,
      AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: `local/[$LATEST]${id}`,
      AWS_REGION: this.options.region,
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'local',
      LAMBDA_TASK_ROOT: codeDirectory,
      PATH: process.env.PATH ?? '',
      TZ: ':UTC',
    };
  }

  /**
   * Requests wait for room, and what is idle by now may not have rested when they came. Nobody else would look again
   * before the function's own environments are free, which one that watches for a minute is not.
   */
  private tryAgain(): void {
    for (const pool of this.pools.values()) pool.pump();
  }

  private stopIdle(unusedSince: number): void {
    for (const pool of this.pools.values()) {
      while (pool.size > 1 && (pool.oldestIdle?.lastUsedAt ?? Infinity) < unusedSince) {
        const { oldestIdle } = pool;
        if (oldestIdle !== undefined) pool.evict(oldestIdle);
      }
    }
  }
}

const lastUse = (pool: FunctionPool): number => pool.oldestIdle?.lastUsedAt ?? Infinity;

const nameOf = (functionArn: string): string => /:function:([^:]+)/.exec(functionArn)?.[1] ?? functionArn;
