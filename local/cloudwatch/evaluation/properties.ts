import { AlarmDefinitionError } from './alarm-definition-error';
import type { AlarmActions } from './types';

/** The resolved Properties of one alarm of a template, read with errors that name the alarm and the property. */
export class Properties {
  private constructor(
    private readonly alarm: string,
    private readonly path: string,
    private readonly fields: Readonly<Record<string, unknown>>,
  ) {}

  /** Throws an `AlarmDefinitionError` where there is no object or no name: the local cloud does not make names up. */
  static of(properties: unknown): Properties {
    const fields = record(properties);
    const name = fields?.AlarmName;
    if (fields === null || typeof name !== 'string' || name === '')
      throw new AlarmDefinitionError('without a name', 'AlarmName has to be a text', { path: 'AlarmName' });
    return new Properties(name, '', fields);
  }

  get name(): string {
    return this.alarm;
  }

  has(field: string): boolean {
    return this.fields[field] !== undefined;
  }

  text(field: string): string {
    const value = this.fields[field];
    if (typeof value !== 'string' || value === '') throw this.wrong(field, 'has to be a text');
    return value;
  }

  oneOf<Choice extends string>(field: string, choices: readonly Choice[], otherwise?: Choice): Choice {
    if (otherwise !== undefined && !this.has(field)) return otherwise;
    const found = choices.find((choice) => choice === this.fields[field]);
    if (found === undefined) throw this.wrong(field, `has to be ${choices.join(', ')}`);
    return found;
  }

  number(field: string): number {
    const value = this.fields[field];
    if (typeof value !== 'number' || !Number.isFinite(value)) throw this.wrong(field, 'has to be a number');
    return value;
  }

  /** A whole number of at least one. */
  count(field: string, otherwise?: number): number {
    if (otherwise !== undefined && !this.has(field)) return otherwise;
    const value = this.number(field);
    if (!Number.isInteger(value) || value < 1) throw this.wrong(field, 'has to be a whole number from 1 on');
    return value;
  }

  flag(field: string, otherwise: boolean): boolean {
    const value = this.fields[field] ?? otherwise;
    if (typeof value !== 'boolean') throw this.wrong(field, 'has to be true or false');
    return value;
  }

  texts(field: string): readonly string[] {
    const value = this.fields[field] ?? [];
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
      throw this.wrong(field, 'has to be a list of texts');
    return value;
  }

  object(field: string): Properties {
    const fields = record(this.fields[field]);
    if (fields === null) throw this.wrong(field, 'has to be an object');
    return new Properties(this.alarm, `${this.pathOf(field)}.`, fields);
  }

  objects(field: string): readonly Properties[] {
    const value = this.fields[field] ?? [];
    if (!Array.isArray(value)) throw this.wrong(field, 'has to be a list');
    return value.map((item, index) => {
      const fields = record(item);
      if (fields === null) throw this.wrong(`${field}[${index}]`, 'has to be an object');
      return new Properties(this.alarm, `${this.pathOf(field)}[${index}].`, fields);
    });
  }

  /** The error for a property, or for a character of it. */
  wrong(field: string, problem: string, at?: number): AlarmDefinitionError {
    const position = { path: this.pathOf(field), ...(at !== undefined && { at }) };
    return new AlarmDefinitionError(this.alarm, problem, position);
  }

  private pathOf(field: string): string {
    return `${this.path}${field}`;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return value as Record<string, unknown>;
}

/** What every alarm has: its name, what it says and whom it tells. */
export function headOf(properties: Properties): {
  readonly name: string;
  readonly description: string;
  readonly actions: AlarmActions;
} {
  return {
    name: properties.name,
    description: properties.has('AlarmDescription') ? properties.text('AlarmDescription') : '',
    actions: {
      enabled: properties.flag('ActionsEnabled', true),
      onAlarm: properties.texts('AlarmActions'),
      onOk: properties.texts('OKActions'),
      onInsufficientData: properties.texts('InsufficientDataActions'),
    },
  };
}
