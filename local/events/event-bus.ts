import { isRecord } from '../assembly/template';
import { answering, awsAnswer, AwsFault, bodyOf, type AwsAnswer, type AwsCall } from '../endpoint/aws-call';
import { type Log, type RegionTemplate } from '../types';
import { type BusEvent, eventTime } from './event';
import { busName, requireTargets, type Rule, rulesOf, type RuleTarget } from './rule';
import { targetInput } from './target-input';

export interface EventBusOptions {
  readonly template: RegionTemplate;
  /** Puts a message into a queue of this region; false if there is no such queue. */
  readonly sendMessage: (queueArn: string, body: string) => boolean;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** PutEvents takes ten entries and 256 KB ("PutEvents", request parameters). */
const MOST_ENTRIES = 10;
const MOST_BYTES = 262_144;

interface Entry {
  readonly Source?: unknown;
  readonly DetailType?: unknown;
  readonly Detail?: unknown;
  readonly EventBusName?: unknown;
  readonly Resources?: unknown;
  readonly Time?: unknown;
}

type EntryResult =
  | { readonly EventId: string }
  | { readonly ErrorCode: string; readonly ErrorMessage: string };

/** The event buses of one region. Rules deliver to SQS queues only, as the design has it. */
export class EventBuses {
  private readonly buses: ReadonlySet<string>;
  private readonly rules: readonly Rule[];

  constructor(private readonly options: EventBusOptions) {
    const { resources } = options.template;
    const named = resources.filter(({ type }) => type === 'AWS::Events::EventBus').map(({ ref }) => ref);
    this.buses = new Set(['default', ...named]);
    this.rules = rulesOf(options.template).filter(({ matches }) => matches !== null);
    requireTargets(this.rules, 'sqs');
  }

  /** Answers a call of EventBridge's JSON protocol. */
  handle(call: AwsCall): Promise<AwsAnswer> {
    return answering(async () => {
      if (call.operation !== 'PutEvents') {
        throw new AwsFault('UnknownOperationException', `The local cloud has no events ${call.operation}`);
      }
      if (call.body.length > MOST_BYTES)
        throw new AwsFault('ValidationException', 'Total size of the entries exceeds 256 KB.');
      return awsAnswer(this.putEvents(bodyOf(call).Entries));
    });
  }

  private putEvents(entries: unknown): { FailedEntryCount: number; Entries: EntryResult[] } {
    if (!Array.isArray(entries) || entries.length === 0 || entries.length > MOST_ENTRIES) {
      throw new AwsFault('ValidationException', `Entries must be a list of 1 to ${MOST_ENTRIES}.`);
    }
    const results = (entries as Entry[]).map((entry) => this.putEvent(entry));
    return { FailedEntryCount: results.filter((each) => 'ErrorCode' in each).length, Entries: results };
  }

  private putEvent(entry: Entry): EntryResult {
    const { Source, DetailType, Detail, EventBusName } = entry;
    if (typeof Source !== 'string' || typeof DetailType !== 'string' || typeof Detail !== 'string') {
      return {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: 'Source, DetailType and Detail are required strings.',
      };
    }
    const detail = parseObject(Detail);
    if (detail === null) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    const bus = busName(EventBusName);
    if (!this.buses.has(bus)) {
      return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${bus} does not exist.` };
    }
    const event = this.event(Source, DetailType, detail, entry);
    this.route(bus, event);
    return { EventId: event.id };
  }

  private event(source: string, detailType: string, detail: unknown, { Time, Resources }: Entry): BusEvent {
    const { template, now, newId } = this.options;
    const resources = Array.isArray(Resources) ? (Resources as unknown[]).map(String) : [];
    // The JSON protocol writes times as seconds since the epoch.
    const time = typeof Time === 'number' ? new Date(Time * 1000) : now();
    return {
      version: '0',
      id: newId(),
      'detail-type': detailType,
      source,
      account: template.accountId,
      time: eventTime(time),
      region: template.region,
      resources,
      detail,
    };
  }

  private route(bus: string, event: BusEvent): void {
    for (const rule of this.rules) {
      if (rule.bus !== bus || rule.matches?.(event) !== true) continue;
      for (const target of rule.targets) this.deliver(rule, target, event);
    }
  }

  private deliver(rule: Rule, target: RuleTarget, event: BusEvent): void {
    const { sendMessage, log } = this.options;
    if (sendMessage(target.Arn, targetInput(target, event, rule))) return;
    const deadLetters = target.DeadLetterConfig?.Arn;
    const kept = deadLetters !== undefined && sendMessage(deadLetters, JSON.stringify(event));
    log(`rule ${rule.name} cannot reach ${target.Arn}`, {
      event: event.id,
      deadLetters: kept ? deadLetters : 'none',
    });
  }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
