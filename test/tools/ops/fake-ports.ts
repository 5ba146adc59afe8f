import { type OpsRegion } from '../../../tools/ops/deployment';
import { type CircuitView } from '../../../tools/ops/circuit';
import { type Invocation } from '../../../tools/ops/invoke';
import { type Letter, type MessageQueue, type Reply } from '../../../tools/ops/message-queue';
import { type OpsPorts } from '../../../tools/ops/ports';
import { FakeBudgets } from './budget/fake-budgets';
import { FakeRegions } from './region/fake-regions';

/** A message that stands in a fake queue. */
export interface Standing {
  readonly id: string;
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

const SENT_AT = new Date('2025-12-31T20:57:00Z');
const ok = <T>(value: T): Reply<T> => ({ kind: 'ok', value });

/** SQS as the commands see it, in memory: a received message is hidden until it is put back or removed. */
export class FakeQueue implements MessageQueue {
  readonly hidden = new Map<string, Standing>();
  private readonly receives = new Map<string, number>();

  constructor(
    readonly region: string,
    readonly name: string,
    readonly standing: Standing[],
    private readonly shop: FakeShop,
  ) {}

  async count(): Promise<Reply<number>> {
    return this.shop.outage(this, 'count') ?? ok(this.standing.length + this.hidden.size);
  }

  async receive(most: number): Promise<Reply<readonly Letter[]>> {
    const outage = this.shop.outage(this, 'receive');
    if (outage !== undefined) return outage;
    const taken = this.standing.splice(0, most);
    taken.forEach((one) => this.hidden.set(one.id, one));
    return ok(taken.map((one) => this.letter(one)));
  }

  async putBack(letters: readonly Letter[]): Promise<Reply<void>> {
    for (const { handle } of letters) {
      const found = this.hidden.get(handle);
      if (found !== undefined) this.standing.push(found);
      this.hidden.delete(handle);
    }
    return ok(undefined);
  }

  async send(body: string): Promise<Reply<void>> {
    const outage = this.shop.outage(this, 'send');
    if (outage !== undefined) return outage;
    this.standing.push({ id: `sent-${this.standing.length + 1}`, body });
    return ok(undefined);
  }

  async remove({ handle }: Letter): Promise<Reply<void>> {
    const outage = this.shop.outage(this, 'remove');
    if (outage !== undefined) return outage;
    this.hidden.delete(handle);
    return ok(undefined);
  }

  private letter({ id, body, attributes = {} }: Standing): Letter {
    const receives = (this.receives.get(id) ?? 5) + 1;
    this.receives.set(id, receives);
    return { id, body, receives, sentAt: SENT_AT, attributes, handle: id };
  }
}

type Operation = 'count' | 'receive' | 'send' | 'remove';

/** The queues of both Regions, and what else the commands reach. */
export class FakeShop implements OpsPorts {
  /** Every call that changes something or may fail, in order: `send us-east-1/holdfast-orders`. */
  readonly calls: string[] = [];
  readonly questions: string[] = [];
  readonly invocations: { region: string; functionName: string; payload: unknown }[] = [];
  /** What a person types; null when there is no terminal. */
  answer: string | null = null;
  /** Called for every call to a queue; a text is why it fails. */
  fails: (call: string) => string | undefined = () => undefined;
  /** What the function answers, call by call. */
  answers: Invocation[] = [];
  circuits: Record<string, Reply<CircuitView>> = {};
  readonly budgets = new FakeBudgets();
  readonly region = new FakeRegions();
  closed = false;
  private readonly queues = new Map<string, FakeQueue>();

  queue(region: string, name: string): FakeQueue {
    const key = `${region}/${name}`;
    const found = this.queues.get(key) ?? new FakeQueue(region, name, [], this);
    this.queues.set(key, found);
    return found;
  }

  outage({ region, name }: FakeQueue, operation: Operation): Reply<never> | undefined {
    const call = `${operation} ${region}/${name}`;
    this.calls.push(call);
    const message = this.fails(call);
    return message === undefined ? undefined : { kind: 'failed', message };
  }

  openQueue({ region }: OpsRegion, name: string): FakeQueue {
    return this.queue(region, name);
  }

  async invoke({ region }: OpsRegion, functionName: string, payload: unknown): Promise<Invocation> {
    this.invocations.push({ region, functionName, payload });
    return this.answers.shift() ?? { kind: 'refused', message: 'no further answer was planned' };
  }

  async readCircuit({ region }: OpsRegion, tableName: string): Promise<Reply<CircuitView>> {
    return this.circuits[region] ?? { kind: 'failed', message: `${region} has no table ${tableName}` };
  }

  ask(question: string): Promise<string> | null {
    this.questions.push(question);
    return this.answer === null ? null : Promise.resolve(this.answer);
  }

  close(): void {
    this.closed = true;
  }
}
