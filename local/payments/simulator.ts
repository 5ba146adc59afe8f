import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from '../http/body';
import { startHttpServer } from '../http/server';
import { type Closeable, type FaultSource } from '../types';
import { refused, turnedAway, type Answer } from './answer';
import { checkApiKey } from './authentication';
import { changeCharges, type ChargeChange } from './charge-control';
import { idempotencyKeyInUse, idempotencyMismatch, invalidParameter, SERVER_ERROR } from './errors';
import { drawFault, type PaymentFault } from './faults';
import { parseForm } from './form';
import { IdempotencyKeys } from './idempotency';
import { NO_JOURNAL, type JournalEntry, type PaymentJournal } from './journal';
import { PaymentLedger, type LedgerCharge } from './ledger';
import { PaymentOperations } from './operations';
import { dispatch, type PaymentRequest } from './routes';
import { eventsOf, type PaymentEvent } from './webhook-events';

/** A running payment simulator. */
export interface PaymentSimulator extends Closeable {
  readonly url: string;
  /** Money taken so far, for `GET /_local/charges`. */
  charges(): readonly LedgerCharge[];
  /** Loses or doubles charges of an order, for `POST /_local/charges`; `undefined` where it has none. */
  changeCharges(change: ChargeChange): readonly LedgerCharge[] | undefined;
  /** What has happened to the payments of an order so far, for `POST /_local/webhooks`; `undefined` without any. */
  events(orderId: string): readonly PaymentEvent[] | undefined;
}

export interface PaymentSimulatorOptions {
  readonly port: number;
  readonly faults: FaultSource;
  /** 0 to 1; a seeded generator makes a run repeatable. */
  readonly random: () => number;
  readonly now: () => Date;
  readonly newId: (prefix: 'pi' | 'ch' | 're' | 'req') => string;
  readonly delay: (milliseconds: number) => Promise<void>;
  /** Keeps payments between runs. Default: nothing is kept. */
  readonly journal?: PaymentJournal;
}

/** Stripe's own limit is not published; a request of this API is never near it. */
const BODY_LIMIT_BYTES = 1_000_000;
const MAX_KEY_LENGTH = 255;

interface Incoming extends PaymentRequest {
  readonly authorization: string | undefined;
  /** Of a POST only: Stripe ignores the header on reads. */
  readonly idempotencyKey: string | undefined;
}

/** Executes a request under its idempotency key, if it has one. */
type Execute = (key: string | undefined) => Promise<Answer>;

type Outcome = { readonly answer: Answer; readonly replayed: boolean };

async function understand(request: IncomingMessage): Promise<Incoming> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const read = await readBody(request, BODY_LIMIT_BYTES);
  const body = read.kind === 'complete' ? read.body.toString('utf8') : '';
  const method = request.method ?? 'GET';
  const key = request.headers['idempotency-key'];
  return {
    method,
    path: url.pathname,
    form: parseForm(method === 'GET' ? url.search : body),
    authorization: request.headers.authorization,
    idempotencyKey: method === 'POST' && typeof key === 'string' ? key : undefined,
  };
}

/** Stripe's answers to requests, with faults and idempotency; knows no sockets. */
class Provider {
  readonly ledger: PaymentLedger;
  private readonly operations: PaymentOperations;
  private readonly keys: IdempotencyKeys;
  private readonly journal: PaymentJournal;
  /** What the request at hand has done so far. */
  private readonly done: JournalEntry[] = [];

  constructor(private readonly options: PaymentSimulatorOptions) {
    this.journal = options.journal ?? NO_JOURNAL;
    this.ledger = new PaymentLedger((change) => this.done.push({ of: 'ledger', change }));
    this.keys = new IdempotencyKeys(
      options.now,
      (settled) => this.done.push({ of: 'key', settled }),
      (key) => this.done.push({ of: 'forgotten_key', key }),
    );
    this.operations = new PaymentOperations({ ...options, ledger: this.ledger });
    this.journal.read().forEach((entry) => this.restore(entry));
  }

  /** Loses or doubles charges of an order, see {@link changeCharges}. */
  change(change: ChargeChange): readonly LedgerCharge[] | undefined {
    const charges = changeCharges(change, { ...this.options, ledger: this.ledger, keys: this.keys });
    this.keepWhatWasDone();
    return charges;
  }

  /** The outcome of a request; `undefined` when it is never answered. */
  async serve(incoming: Incoming): Promise<Outcome | undefined> {
    const fault = drawFault(this.options.faults.current().payments, this.options.random);
    if (fault.kind === 'hang' && !fault.effective) return undefined;
    const outcome = await this.underKey(incoming, (key) => this.execute(incoming, fault, key));
    if (fault.kind === 'hang') return undefined;
    return fault.kind === 'error' ? { answer: refused(SERVER_ERROR), replayed: outcome.replayed } : outcome;
  }

  /** What a request does is journalled in one piece with its key, so that a crash parts them never. */
  private async execute(incoming: Incoming, fault: PaymentFault, key: string | undefined): Promise<Answer> {
    if (fault.kind === 'slow') await this.options.delay(fault.latencyMs);
    const answer =
      fault.kind === 'error'
        ? refused(SERVER_ERROR)
        : dispatch(this.operations, incoming, fault.kind === 'decline');
    if (key !== undefined) this.keys.settle(key, answer);
    this.keepWhatWasDone();
    return answer;
  }

  private keepWhatWasDone(): void {
    if (this.done.length > 0) this.journal.append(this.done.splice(0));
  }

  private restore(entry: JournalEntry): void {
    switch (entry.of) {
      case 'ledger':
        return this.ledger.restore(entry.change);
      case 'key':
        return this.keys.restore(entry.settled);
      case 'forgotten_key':
        return this.keys.restoreForgotten(entry.key);
    }
  }

  private async underKey(incoming: Incoming, execute: Execute): Promise<Outcome> {
    const refusal = checkApiKey(incoming.authorization);
    if (refusal !== undefined) return { answer: turnedAway(refusal), replayed: false };
    const key = incoming.idempotencyKey;
    if (key === undefined) return { answer: await execute(key), replayed: false };
    if (key.length > MAX_KEY_LENGTH) {
      const message = `Idempotency-Key is longer than ${MAX_KEY_LENGTH} characters.`;
      return { answer: turnedAway(invalidParameter('parameter_invalid', message, '')), replayed: false };
    }
    return this.withKey(key, incoming, execute);
  }

  private async withKey(key: string, incoming: Incoming, execute: Execute): Promise<Outcome> {
    const found = this.keys.claim(key, JSON.stringify([incoming.method, incoming.path, incoming.form]));
    switch (found.kind) {
      case 'replay':
        return { answer: found.answer, replayed: true };
      case 'in_use':
        return { answer: turnedAway(idempotencyKeyInUse(key)), replayed: false };
      case 'other_parameters':
        return { answer: turnedAway(idempotencyMismatch(key)), replayed: false };
      case 'new':
        return { answer: await execute(key), replayed: false };
    }
  }
}

function write(response: ServerResponse, outcome: Outcome, incoming: Incoming, requestId: string): void {
  const { answer, replayed } = outcome;
  response
    .writeHead(answer.status, {
      'content-type': 'application/json',
      'request-id': requestId,
      ...(incoming.idempotencyKey === undefined ? {} : { 'idempotency-key': incoming.idempotencyKey }),
      ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
    })
    .end(JSON.stringify(answer.body));
}

/**
 * Starts the payment simulator: Stripe's HTTP protocol as far as PaymentIntents with cards, refunds and
 * their lists go, with the faults of the control API.
 *
 * @throws the listen error of Node when the port is taken
 */
export async function startPaymentSimulator(options: PaymentSimulatorOptions): Promise<PaymentSimulator> {
  const provider = new Provider(options);
  const server = await startHttpServer({
    port: options.port,
    handle: async (request, response) => {
      const incoming = await understand(request);
      const outcome = await provider.serve(incoming);
      if (outcome === undefined) await once(response, 'close');
      else write(response, outcome, incoming, options.newId('req'));
    },
  });
  return {
    url: server.url,
    charges: () => provider.ledger.taken(),
    changeCharges: (change) => provider.change(change),
    events: (orderId) => eventsOf(provider.ledger, orderId),
    close: async () => {
      await server.close();
      options.journal?.close();
    },
  };
}
