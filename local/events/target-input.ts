import { isRecord } from '../assembly/template';
import { type BusEvent } from './event';

/** A target's settings, as AWS::Events::Rule has them. */
export interface TargetInput {
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
}

export interface RuleIdentity {
  readonly name: string;
  readonly arn: string;
}

/**
 * What a target receives, as text: the event itself, a constant, a part of the event, or a template filled
 * from it ("Amazon EventBridge input transformation").
 */
export function targetInput(target: TargetInput, event: BusEvent, rule: RuleIdentity): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(atPath(event, target.InputPath) ?? null);
  if (target.InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate } = target.InputTransformer;
  const variables = Object.entries(InputPathsMap).map(([name, path]) => [name, atPath(event, path)] as const);
  return fill(InputTemplate, { ...Object.fromEntries(variables), ...predefined(event, rule) });
}

function predefined(event: BusEvent, rule: RuleIdentity): Record<string, unknown> {
  const { detail: _detail, ...withoutDetail } = event;
  return {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': event.time,
    'aws.events.event': withoutDetail,
    'aws.events.event.json': event,
  };
}

/** Value at a JSON path such as `$.detail.lines[0].sku`. */
function atPath(event: unknown, path: string): unknown {
  const steps = path.replace(/^\$\.?/, '').match(/[^.[\]]+/g) ?? [];
  return steps.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return (value as unknown[])[Number(step)];
    return isRecord(value) ? value[step] : undefined;
  }, event);
}

/**
 * Replaces `<name>`. Inside of quotes a value is inserted as it reads; elsewhere as JSON, so that strings
 * get their quotes. A path that leads nowhere leaves nothing, as on AWS.
 */
function fill(template: string, variables: Readonly<Record<string, unknown>>): string {
  let quoted = false;
  return template.replace(/\\.|"|<([\w.-]+)>/g, (token, name: string | undefined) => {
    if (token === '"') quoted = !quoted;
    if (name === undefined) return token;
    const value = variables[name];
    if (value === undefined) return '';
    return quoted ? plain(value) : JSON.stringify(value);
  });
}

/** JSON text of a value without outer quotes, and safe within quotes. */
function plain(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}
