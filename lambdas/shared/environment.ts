import { HoldfastError } from '../domain/errors';

/** A function was deployed without a variable that it needs, or with a value that makes no sense. */
export class WrongEnvironment extends HoldfastError {
  readonly code = 'wrong_environment';
  readonly retryable = false;
}

/**
 * Environment variables of one function. Read while the module loads, so that a wrong deployment fails at
 * the first start, with the variable and the function named, and not in a shopper's checkout.
 */
export class Environment {
  constructor(
    readonly functionName: string,
    private readonly variables: Readonly<Record<string, string | undefined>> = process.env,
  ) {}

  /** A variable that must be there and not be empty. Throws `WrongEnvironment`. */
  text(name: string): string {
    const value = this.variables[name];
    if (value === undefined || value.trim() === '') throw this.wrong(name, 'is missing');
    return value;
  }

  /** A whole number of at least 1. Throws `WrongEnvironment`. */
  integer(name: string): number {
    const value = this.text(name);
    if (!/^[1-9]\d{0,8}$/.test(value)) throw this.wrong(name, `is "${value}", not a whole number from 1`);
    return Number(value);
  }

  /** One of a few words. Throws `WrongEnvironment`. */
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word {
    const value = this.text(name);
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw this.wrong(name, `is "${value}", not one of: ${words.join(', ')}`);
    return word;
  }

  /** Comma-separated, at least one. Throws `WrongEnvironment`. */
  list(name: string): string[] {
    const items = this.text(name).split(',');
    return items.map((item) => item.trim());
  }

  /** As `integer`, with a default for functions that are not given the variable. */
  integerOr(name: string, otherwise: number): number {
    return this.variables[name] === undefined ? otherwise : this.integer(name);
  }

  private wrong(name: string, what: string): WrongEnvironment {
    return new WrongEnvironment(
      `function ${this.functionName}: environment variable ${name} ${what}; ` +
        'Lambda sets AWS_REGION, the Region stack (lib/region) everything else',
    );
  }
}
