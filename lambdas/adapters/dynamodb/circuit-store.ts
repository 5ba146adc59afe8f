import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { CorruptRecord } from '../../domain/errors';
import { type Circuit, NEVER_TRIPPED } from '../../domain/payments/circuit';
import { type CircuitReading, type CircuitStore } from '../../domain/payments/circuit-store';
import { type Slot } from '../../domain/payments/circuit-window';
import { httpOptions } from '../time-outs';
import { dynamoDbClient } from './client';
import { type Item, ItemReader, number, text } from './item';
import { type Table } from './table';

/**
 * Payments wait for the circuit, and go on without it: a table that hangs costs them 3 s, once a second at most,
 * and not the 14 s of {@link dynamoDbClient}. Two attempts, because Lambda thaws instances whose connections are gone.
 */
const TIME_OUTS = { connectMs: 500, answerMs: 1_000 };
const MAX_ATTEMPTS = 2;

/** The client that the `Table` of a {@link DynamoDbCircuitStore} should have. */
export const circuitClient = (region: string): DynamoDBClient =>
  dynamoDbClient(region, { maxAttempts: MAX_ATTEMPTS, requestHandler: httpOptions(TIME_OUTS) });

/** Sorts behind all slots, so that one query reads the newest of them and the state. */
const STATE = 'STATE';
const SLOT_PREFIX = 'SLOT#';
/** Slots are read for half a minute; DynamoDB's time to live takes them away some time after an hour. */
const SLOT_KEPT_SECONDS = 3_600;

/** Ten digits last until the year 2286. */
const slotKeyFrom = (second: number): string => `${SLOT_PREFIX}${String(second).padStart(10, '0')}`;

/** `CircuitStore` on the Shop table. */
export class DynamoDbCircuitStore implements CircuitStore {
  private readonly pk;

  /**
   * `name` tells the circuits of a table apart and ends with the Region: the Shop table's conditions hold within
   * one Region only, which is enough as long as no other Region writes the same item.
   */
  constructor(
    private readonly table: Table,
    name: string,
  ) {
    this.pk = text(`CIRCUIT#${name}`);
  }

  /**
   * Strongly consistent within the Region. A read that is a moment old would let through calls that were to be
   * refused, and refuse orders after the circuit has closed; it would cost half a read unit in place of one.
   */
  async read(oldest: number): Promise<CircuitReading> {
    const { items } = await this.table.query({
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :oldest AND :state',
      ExpressionAttributeValues: {
        ':pk': this.pk,
        ':oldest': text(slotKeyFrom(oldest)),
        ':state': text(STATE),
      },
      ConsistentRead: true,
    });
    const state = items.find(isState);
    const slots = items.filter((item) => !isState(item)).map(decodeSlot);
    if (state === undefined) return { circuit: NEVER_TRIPPED, version: 0, slots };
    const reader = new ItemReader(state);
    return { circuit: decodeCircuit(reader), version: reader.number('version'), slots };
  }

  /** A request that the client has to repeat may count twice: what is asked of the counts is a rate. */
  async count({ second, version, calls, failures }: Slot): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: this.table.name,
      Key: { pk: this.pk, sk: text(`${slotKeyFrom(second)}#${version}`) },
      UpdateExpression: 'SET expiresAt = :expiry ADD calls :calls, failures :failures',
      ExpressionAttributeValues: {
        ':calls': number(calls),
        ':failures': number(failures),
        ':expiry': number(second + SLOT_KEPT_SECONDS),
      },
    });
    await this.table.call(`UpdateItem on ${this.table.name}`, command);
  }

  async write(circuit: Circuit, before: number): Promise<'written' | 'overtaken'> {
    const item = { pk: this.pk, sk: text(STATE), ...encodeCircuit(circuit), version: number(before + 1) };
    const result = await this.table.put(item, {
      expression: before === 0 ? 'attribute_not_exists(pk)' : '#version = :before',
      ...(before > 0 && { names: { '#version': 'version' }, values: { ':before': number(before) } }),
    });
    // A copy of this very request came first, and its answer went missing.
    const isOurs = result.kind === 'written' || (result.resent && isSame(result.old, item));
    return isOurs ? 'written' : 'overtaken';
  }
}

const isState = (item: Item): boolean => item['sk']?.S === STATE;

const isSame = (old: Item | undefined, item: Item): boolean =>
  old !== undefined && Object.entries(item).every(([name, value]) => isEqual(old[name], value));

const isEqual = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

function encodeCircuit(circuit: Circuit): Item {
  const common = { kind: text(circuit.kind), since: number(circuit.since), trips: number(circuit.trips) };
  switch (circuit.kind) {
    case 'closed':
      return common;
    case 'open':
      return { ...common, probeAt: number(circuit.probeAt) };
    case 'half_open':
      return { ...common, probeId: text(circuit.probe.id), probeUntil: number(circuit.probe.until) };
  }
}

function decodeCircuit(reader: ItemReader): Circuit {
  const [since, trips, kind] = [reader.number('since'), reader.number('trips'), reader.text('kind')];
  switch (kind) {
    case 'closed':
      return { kind, since, trips };
    case 'open':
      return { kind, since, trips, probeAt: reader.number('probeAt') };
    case 'half_open':
      return {
        kind,
        since,
        trips,
        probe: { id: reader.text('probeId'), until: reader.number('probeUntil') },
      };
    default:
      throw new CorruptRecord(`The payment circuit is in state "${kind}", which does not exist.`);
  }
}

function decodeSlot(item: Item): Slot {
  const reader = new ItemReader(item);
  const [, second, version] = reader.text('sk').split('#').map(Number);
  return {
    second: second ?? 0,
    version: version ?? 0,
    calls: reader.number('calls'),
    failures: reader.number('failures'),
  };
}
