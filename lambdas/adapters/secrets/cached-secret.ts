import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CorruptRecord, StoreUnavailable } from '../../domain/errors';
import { type Clock } from '../../domain/runtime';
import { serviceUnavailable } from '../service-errors';

/** A rotated secret is in use everywhere after this long. */
const FRESH_MS = 5 * 60_000;
/** After a failed refresh the last good value is served this long before the next try. */
const RETRY_MS = 30_000;

/**
 * A secret whose JSON fields are strings, kept in memory. When it cannot be refreshed, the last good value
 * goes on being served: a shop must not close because Secrets Manager does.
 */
export class CachedSecret<T> {
  private value: T | undefined;
  private staleAt = 0;
  private refreshing: Promise<T> | undefined;

  /** `parse` turns the secret's fields into a value or throws `CorruptRecord`. */
  constructor(
    private readonly client: SecretsManagerClient,
    private readonly secretId: string,
    private readonly parse: (fields: SecretFields) => T,
    private readonly clock: Clock,
  ) {}

  /** Throws `StoreUnavailable` or `CorruptRecord` only while there has never been a good value. */
  async get(): Promise<T> {
    if (this.value !== undefined && this.clock.now() < this.staleAt) return this.value;
    this.refreshing ??= this.refresh().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async refresh(): Promise<T> {
    try {
      this.value = this.parse(new SecretFields(this.secretId, await this.fetch()));
      this.staleAt = this.clock.now() + FRESH_MS;
      return this.value;
    } catch (error) {
      if (this.value === undefined) throw error;
      this.staleAt = this.clock.now() + RETRY_MS;
      return this.value;
    }
  }

  private async fetch(): Promise<string> {
    const operation = `Secrets Manager GetSecretValue of ${this.secretId}`;
    const command = new GetSecretValueCommand({ SecretId: this.secretId });
    const { SecretString } = await this.client.send(command).catch((error: unknown) => {
      throw serviceUnavailable(operation, error);
    });
    if (SecretString !== undefined) return SecretString;
    throw new StoreUnavailable(`${operation} returned no string.`, 'not_applied');
  }
}

/** The fields of a secret. Errors name the field that is wrong, never what stands in it. */
export class SecretFields {
  private readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    private readonly secretId: string,
    json: string,
  ) {
    this.fields = parseObject(json) ?? this.wrong('a JSON object is needed');
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.wrong(`its field "${name}" is missing`);
  }

  optionalText(name: string): string | undefined {
    const value = this.fields[name];
    if (value === undefined || typeof value === 'string') return value;
    return this.wrong(`its field "${name}" must be a string`);
  }

  private wrong(what: string): never {
    throw new CorruptRecord(`Secret ${this.secretId}: ${what}.`);
  }
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
