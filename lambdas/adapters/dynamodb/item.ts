import { type AttributeValue } from '@aws-sdk/client-dynamodb';
import { CorruptRecord } from '../../domain/errors';

/** An item as the DynamoDB API has it. Written by hand: the document client would double the bundle. */
export type Item = Record<string, AttributeValue>;

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });
export const flag = (value: boolean): AttributeValue => ({ BOOL: value });
export const bytes = (value: Uint8Array): AttributeValue => ({ B: value });
export const map = (value: Item): AttributeValue => ({ M: value });
/** DynamoDB has no empty sets. */
export const textSet = (values: readonly [string, ...string[]]): AttributeValue => ({ SS: [...values] });

/** Reads the attributes of one item; every miss says which item breaks which expectation. */
export class ItemReader {
  constructor(
    private readonly item: Item,
    private readonly name = item['pk']?.S ?? 'without a key',
  ) {}

  text(attribute: string): string {
    return this.item[attribute]?.S ?? this.missing(attribute, 'a string');
  }

  optionalText(attribute: string): string | undefined {
    return this.item[attribute]?.S;
  }

  number(attribute: string): number {
    return Number(this.item[attribute]?.N ?? this.missing(attribute, 'a number'));
  }

  optionalNumber(attribute: string): number | undefined {
    const value = this.item[attribute]?.N;
    return value === undefined ? undefined : Number(value);
  }

  flag(attribute: string): boolean {
    return this.item[attribute]?.BOOL ?? this.missing(attribute, 'a boolean');
  }

  textSet(attribute: string): string[] {
    return this.item[attribute]?.SS ?? this.missing(attribute, 'a set of strings');
  }

  optionalBytes(attribute: string): Uint8Array | undefined {
    return this.item[attribute]?.B;
  }

  map(attribute: string): Item {
    return this.item[attribute]?.M ?? this.missing(attribute, 'a map');
  }

  /**
   * The JSON in a string attribute. Only Holdfast writes it, so its shape is taken as it was written. The parser's error
   * goes nowhere: it quotes what it cannot read, and errors are logged.
   */
  json<T>(attribute: string): T {
    const json = this.text(attribute);
    try {
      return JSON.parse(json) as T;
    } catch {
      throw new CorruptRecord(`Item ${this.name}: attribute ${attribute} is not JSON.`);
    }
  }

  private missing(attribute: string, expected: string): never {
    throw new CorruptRecord(`Item ${this.name}: attribute ${attribute} is not ${expected}.`);
  }
}
