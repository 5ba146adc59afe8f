import { MemoryCircuit, MemoryCircuitStore } from '../../../lambdas/adapters/memory/circuit-store';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { type Step } from '../../../lambdas/adapters/memory/step';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { type Admission, PaymentCircuit } from '../../../lambdas/domain/payments/circuit-breaker';
import { guardedPayments } from '../../../lambdas/domain/payments/guarded-payments';
import { type CreateIntentResult, type Payments } from '../../../lambdas/domain/payments/payments';
import { type Instance as Process, SimulatedTime } from '../simulated-time';

/** What the provider does: answer, refuse at once, not answer, answer too late, fail now and then. */
export type Mode = 'ok' | 'error' | 'hang' | 'slow' | 'flaky';

/** What goes wrong besides. Probabilities of each wait or call. */
export interface Weather {
  readonly crash: number;
  readonly storeFault: number;
}

export const CALM: Weather = { crash: 0, storeFault: 0 };

/** A process that calls the provider, for shoppers who wait or for orders that were put off. */
export interface Instance extends Process {
  readonly role: 'shopper' | 'worker';
}

/** A call that reached the provider. */
export interface Call {
  readonly instance: Instance;
  readonly from: number;
  readonly isProbe: boolean;
  to?: number;
  failed?: boolean;
}

/** A change of the circuit. */
export interface Change {
  readonly at: number;
  readonly from: MemoryCircuit['circuit'];
  readonly to: MemoryCircuit['circuit'];
}

/** As lambdas/adapters/payments/stripe/stripe-payments.ts has them for a create. */
const TIME_OUT_MS = { shopper: 2_000, worker: 5_000 };

/** Several instances of one Region, the circuit that they share, and their provider. */
export class CircuitWorld {
  readonly random: SeededRandom;
  readonly time: SimulatedTime;
  readonly shared = new MemoryCircuit();
  readonly calls: Call[] = [];
  readonly changes: Change[] = [];
  readonly trace: string[] = [];
  /** Writes that reached the store. */
  writes = 0;
  /** How often an instance was told that it closed the circuit. */
  closings = 0;
  mode: Mode = 'ok';
  /** Nothing went wrong so far but the provider. */
  isFair = true;
  private weather = CALM;
  private instances = 0;
  private version = 0;
  private before: MemoryCircuit['circuit'] = this.shared.circuit;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    this.time = new SimulatedTime(this.random);
  }

  chance(probability: number): boolean {
    return this.random.next() < probability;
  }

  change(weather: Weather): void {
    this.weather = weather;
    if (weather !== CALM) this.isFair = false;
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.random.next() * (most - least + 1));
  }

  note(line: string): void {
    this.trace.push(`${((this.time.now - Date.UTC(2026, 0, 1)) / 1_000).toFixed(3)} s: ${line}`);
  }

  /** Calls that were begun and have not ended, of instances that live. */
  underWay(): Call[] {
    return this.calls.filter(({ to, instance }) => to === undefined && instance.alive);
  }

  /** Writes down how the circuit has changed since the last look. */
  watch(): void {
    const { circuit, version } = this.shared;
    if (version === this.version) return;
    this.changes.push({ at: this.time.now, from: this.before, to: circuit });
    this.note(`${JSON.stringify(this.before)} became ${JSON.stringify(circuit)}`);
    this.version = version;
    this.before = circuit;
  }

  /** Starts an instance that does `work` again and again; one that crashes is followed by another. */
  start(role: Instance['role'], work: (instance: RunningInstance) => Promise<void>): void {
    const instance: Instance = { name: `${role}-${(this.instances += 1)}`, role, alive: true };
    const running = this.running(instance);
    const loop = async () => {
      while (instance.alive) await work(running);
    };
    this.loops.push(loop());
  }

  /** What the instances do; an exception ends the run. */
  readonly loops: Promise<void>[] = [];

  private running(instance: Instance): RunningInstance {
    const clock = {
      now: () => this.time.now,
      sleep: (ms: number) => this.time.sleep(instance, ms),
    };
    const store = new MemoryCircuitStore(this.shared, this.stepOf(instance));
    const observer = {
      opened: () => this.note(`${instance.name} opened it`),
      closed: () => this.note(`${instance.name} closed it`),
      storeFailed: () => this.note(`${instance.name} did not reach the store`),
    };
    const { role } = instance;
    const circuit = new PaymentCircuit({ store, role, clock, random: this.random, observer });
    const payments = guardedPayments(this.provider(instance, circuit), {
      circuit,
      clock,
      onRefused: () => undefined,
    });
    return { instance, circuit, payments, sleep: clock.sleep };
  }

  /** Every operation of the store takes a while, may fail, and its instance may crash meanwhile. */
  private stepOf(instance: Instance): Step {
    return async (point) => {
      await this.time.sleep(instance, this.between(1, this.chance(this.weather.storeFault) ? 1_500 : 15));
      if (this.chance(this.weather.crash)) await this.crash(instance);
      if (point.endsWith(':before') && !point.startsWith('circuit.read')) this.writes += 1;
      if (this.chance(this.weather.storeFault)) throw new StoreUnavailable(`${point} is lost`, 'unknown');
    };
  }

  private async crash(instance: Instance): Promise<void> {
    this.note(`${instance.name} crashes`);
    this.time.crash(instance);
    this.onCrash(instance);
    await new Promise(() => undefined);
  }

  /** Starts another instance in place of one that has crashed. */
  onCrash: (instance: Instance) => void = () => undefined;

  /** Admissions are told apart by what they let through: the next call of the one who was admitted. */
  private provider(instance: Instance, circuit: PaymentCircuit): Payments {
    let probes = 0;
    const admit = circuit.admit.bind(circuit);
    circuit.admit = async (): Promise<Admission> => {
      const admission = await admit();
      if (admission.kind === 'probe') probes += 1;
      return admission;
    };
    const call = async <Answer>(
      answer: Answer,
    ): Promise<Answer | { kind: 'unavailable'; reason: string }> => {
      const isProbe = probes > 0;
      if (isProbe) probes -= 1;
      const failed = await this.ask({ instance, from: this.time.now, isProbe });
      return failed ? { kind: 'unavailable', reason: 'out of order' } : answer;
    };
    const state = () => call({ kind: 'succeeded' } as const);
    return {
      createIntent: () => call<CreateIntentResult>({ kind: 'created', intentId: 'pi_1' }),
      confirmIntent: state,
      retrieveIntent: state,
      cancelIntent: state,
      refund: () => call({ kind: 'refunded' } as const),
      listCharges: async () => {
        const answer = await call({ kind: 'listed' } as const);
        if (answer.kind === 'unavailable') throw new StoreUnavailable(answer.reason, 'not_applied');
        return { charges: [] };
      },
    };
  }

  /** One call as the provider takes it; whether its caller got no answer. */
  private async ask(call: Call): Promise<boolean> {
    const { instance } = call;
    this.calls.push(call);
    this.note(`${instance.name} ${call.isProbe ? 'probes' : 'calls'} (${this.mode})`);
    const [ms, failed] = this.answerTo(instance);
    await this.time.sleep(instance, ms);
    if (this.chance(this.weather.crash)) await this.crash(instance);
    call.to = this.time.now;
    call.failed = failed || this.time.now - call.from > 3_000;
    return failed;
  }

  private answerTo({ role }: Instance): readonly [ms: number, failed: boolean] {
    const timeOut = TIME_OUT_MS[role];
    switch (this.mode) {
      case 'ok':
        return [this.between(50, 900), false];
      case 'error':
        return [this.between(5, 60), true];
      case 'hang':
        return [timeOut, true];
      case 'slow':
        return timeOut < 3_100 ? [timeOut, true] : [this.between(3_100, 4_500), false];
      case 'flaky':
        return [this.between(50, 600), this.chance(0.3)];
    }
  }
}

/** An instance as its function sees it. */
export interface RunningInstance {
  readonly instance: Instance;
  readonly circuit: PaymentCircuit;
  readonly payments: Payments;
  readonly sleep: (ms: number) => Promise<void>;
}
