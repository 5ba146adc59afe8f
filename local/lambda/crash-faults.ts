import { type Crash, type FaultSource } from '../types';
import { type Environment } from './environment';

/** A crash by rate comes after one of an invocation's first calls; this is how many it may choose from. */
const CALLS_TO_CHOOSE_FROM = 8;

/** Crashes that are remembered; a drill that kills more looks at the newest. */
const REMEMBERED = 10_000;

/**
 * Kills function processes as the faults in force say: `crashAfterCall` after that AWS call of every
 * invocation, `crashRate` in that share of invocations after a call chosen at random; with `crashFunction` only
 * those of that function. The call took effect; its answer never arrives.
 */
export class CrashFaults {
  private readonly chosenCall = new WeakMap<Environment, number | null>();
  /** Calls that a process had sent when it was killed are served all the same; it dies once. */
  private readonly dying = new WeakSet<Environment>();
  private readonly killed: Crash[] = [];

  constructor(
    private readonly region: string,
    private readonly faults: FaultSource,
    private readonly random: () => number,
    private readonly now: () => Date,
  ) {}

  /** Which processes were killed, and after which call, oldest first. */
  get crashes(): readonly Crash[] {
    return this.killed;
  }

  /** Counts a call that an environment made, and kills it if its time has come. `call` is its name. */
  afterCall(environment: Environment, functionName: string, call: string): void {
    environment.awsCalls++;
    const { crashAfterCall, crashFunction } = this.faults.current().lambda;
    if (crashFunction !== null && crashFunction !== `${this.region}/${functionName}`) return;
    const last = crashAfterCall ?? this.choose(environment);
    if (last !== environment.awsCalls && last !== call) return;
    this.kill(environment, functionName, call);
  }

  private kill(environment: Environment, functionName: string, call: string): void {
    if (this.dying.has(environment)) return;
    this.dying.add(environment);
    environment.kill();
    if (this.killed.length === REMEMBERED) this.killed.shift();
    const { awsCalls: n, invokedAt } = environment;
    const at = this.now().toISOString();
    this.killed.push({ function: functionName, call, n, begunAt: invokedAt.toISOString(), at });
  }

  private choose(environment: Environment): number | null {
    const { crashRate } = this.faults.current().lambda;
    if (environment.awsCalls === 1) {
      const crashes = crashRate > 0 && this.random() < crashRate;
      this.chosenCall.set(environment, crashes ? 1 + Math.floor(this.random() * CALLS_TO_CHOOSE_FROM) : null);
    }
    return this.chosenCall.get(environment) ?? null;
  }
}
