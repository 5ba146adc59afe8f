import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { AssemblyError } from '../assembly/assembly-error';
import { type SecretReference } from '../assembly/dynamic-references';
import { isRecord } from '../assembly/template';
import { DataDirectoryError } from '../data/data-directory-error';
import { replaceFile } from '../data/write-file';
import { answering, awsAnswer, AwsFault, bodyOf, type AwsAnswer, type AwsCall } from '../endpoint/aws-call';
import { type RegionTemplate, type Resource } from '../types';
import { generateSecretString } from './generate-secret';

interface Version {
  readonly id: string;
  readonly value: string;
}

interface Versions {
  current: Version;
  previous: Version | null;
}

interface Secret extends Versions {
  readonly name: string;
  readonly primaryRegion: string;
  /** ARN of the secret or its replica, by region. */
  readonly arns: Readonly<Record<string, string>>;
}

/** Versions by secret name, those of secrets that no template has any more included. */
type KeptSecrets = Readonly<Record<string, Versions>>;

export interface SecretsOptions {
  /** Templates of all regions; a secret with replicas is in several of them. */
  readonly templates: readonly RegionTemplate[];
  /** Values by secret name, instead of generated ones; objects are stored as JSON. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** Where values are kept between runs; nowhere when absent. */
  readonly file?: string;
}

/** Secrets Manager of all regions. Replicas follow their primary at once. */
export class Secrets {
  private readonly secrets = new Map<string, Secret>();

  private readonly kept: KeptSecrets;

  /** @throws DataDirectoryError when the file is damaged */
  constructor(private readonly options: SecretsOptions) {
    this.kept = this.readKept();
    for (const template of options.templates) {
      for (const resource of template.resources) {
        if (resource.type === 'AWS::SecretsManager::Secret') this.define(template.region, resource);
      }
    }
    this.keep();
  }

  /** Answers a call that was made to a region's endpoint. */
  handle(region: string, call: AwsCall): Promise<AwsAnswer> {
    return answering(async () => {
      const input = bodyOf(call);
      switch (call.operation) {
        case 'GetSecretValue':
          return this.getSecretValue(region, input);
        case 'DescribeSecret':
          return this.describeSecret(region, input);
        case 'PutSecretValue':
          return this.putSecretValue(region, input);
        case 'ListSecrets':
          return this.listSecrets(region);
        default:
          throw new AwsFault(
            'UnknownOperationException',
            `The local cloud has no secretsmanager ${call.operation}`,
          );
      }
    });
  }

  /**
   * What a dynamic reference in a template of the region stands for.
   *
   * @throws AssemblyError where there is no such secret in that region, or no such key in it
   */
  valueOf(region: string, { secretId, jsonKey }: SecretReference): string {
    const problem = (what: string) =>
      new AssemblyError(`a dynamic reference in ${region} names the secret ${secretId}, ${what}`);
    const secret = this.lookUp(region, secretId);
    if (secret === undefined) throw problem('which is not there: define it there, or replicate it');
    if (jsonKey === undefined) return secret.current.value;
    const values = parseOrNull(secret.current.value);
    const value = isRecord(values) ? values[jsonKey] : undefined;
    if (typeof value === 'string') return value;
    throw problem(`which has no text under the key ${jsonKey}`);
  }

  private define(region: string, resource: Resource): void {
    const name = secretName(resource);
    const known = this.secrets.get(name);
    const { current, previous } = known ?? this.firstVersions(name, resource);
    this.secrets.set(name, {
      name,
      primaryRegion: isReplicaIn(region, resource) ? (known?.primaryRegion ?? '') : region,
      arns: { ...known?.arns, [region]: resource.arn },
      current,
      previous,
    });
  }

  private firstVersions(name: string, resource: Resource): Versions {
    const { current, previous } = this.kept[name] ?? {};
    const value = this.overridden(name) ?? current?.value ?? firstValue(resource);
    if (current?.value === value) return { current, previous: previous ?? null };
    return { current: { id: randomUUID(), value }, previous: current ?? null };
  }

  private overridden(name: string): string | undefined {
    const value = this.options.overrides[name];
    return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
  }

  private getSecretValue(region: string, input: Record<string, unknown>): AwsAnswer {
    const secret = this.find(region, input.SecretId);
    const stage = input.VersionStage === 'AWSPREVIOUS' ? 'AWSPREVIOUS' : 'AWSCURRENT';
    const version = stage === 'AWSPREVIOUS' ? secret.previous : secret.current;
    if (version === null || (input.VersionId !== undefined && input.VersionId !== version.id)) {
      throw notFound(`value for staging label: ${stage}`);
    }
    return awsAnswer({
      ARN: secret.arns[region],
      Name: secret.name,
      SecretString: version.value,
      VersionId: version.id,
      VersionStages: [stage],
    });
  }

  private describeSecret(region: string, input: Record<string, unknown>): AwsAnswer {
    const { name, arns, primaryRegion, current, previous } = this.find(region, input.SecretId);
    return awsAnswer({
      ARN: arns[region],
      Name: name,
      PrimaryRegion: primaryRegion,
      VersionIdsToStages: {
        [current.id]: ['AWSCURRENT'],
        ...(previous === null ? {} : { [previous.id]: ['AWSPREVIOUS'] }),
      },
    });
  }

  private putSecretValue(region: string, input: Record<string, unknown>): AwsAnswer {
    const secret = this.find(region, input.SecretId);
    if (secret.primaryRegion !== region) {
      throw new AwsFault('InvalidRequestException', 'Operation not permitted on a replica secret.');
    }
    if (typeof input.SecretString !== 'string') {
      throw new AwsFault('InvalidParameterException', 'The local cloud stores a SecretString only.');
    }
    secret.previous = secret.current;
    secret.current = { id: randomUUID(), value: input.SecretString };
    this.keep();
    const { id } = secret.current;
    return awsAnswer({
      ARN: secret.arns[region],
      Name: secret.name,
      VersionId: id,
      VersionStages: ['AWSCURRENT'],
    });
  }

  private listSecrets(region: string): AwsAnswer {
    const here = [...this.secrets.values()].filter(({ arns }) => arns[region] !== undefined);
    return awsAnswer({ SecretList: here.map(({ name, arns }) => ({ Name: name, ARN: arns[region] })) });
  }

  /** By name, full ARN, or ARN without its random suffix. */
  private find(region: string, id: unknown): Secret {
    const found = this.lookUp(region, id);
    if (found === undefined) throw notFound('value');
    return found;
  }

  private lookUp(region: string, id: unknown): Secret | undefined {
    return [...this.secrets.values()].find(({ name, arns }) => {
      const arn = arns[region];
      return arn !== undefined && (id === name || id === arn || id === arn.replace(/-[^-]{6}$/, ''));
    });
  }

  private readKept(): KeptSecrets {
    const { file } = this.options;
    if (file === undefined || !existsSync(file)) return {};
    const kept = parseOrNull(readFileSync(file, 'utf8'));
    if (isRecord(kept)) return kept as KeptSecrets;
    throw new DataDirectoryError(
      `${file} is not JSON as the local cloud writes it, and no crash leaves it like that. Correct it; or ` +
        `remove it, and new secrets are made: what was signed with the old ones is refused from then on.`,
    );
  }

  private keep(): void {
    const { file } = this.options;
    if (file === undefined) return;
    const known = [...this.secrets.values()].map(({ name, current, previous }) => [
      name,
      { current, previous },
    ]);
    replaceFile(file, JSON.stringify({ ...this.kept, ...Object.fromEntries(known) }));
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function secretName({ properties, arn }: Resource): string {
  if (typeof properties.Name === 'string') return properties.Name;
  return (arn.split(':secret:')[1] ?? '').replace(/-[^-]{6}$/, '');
}

function isReplicaIn(region: string, { properties }: Resource): boolean {
  const replicas: unknown[] = Array.isArray(properties.ReplicaRegions) ? properties.ReplicaRegions : [];
  return replicas.some((replica) => isRecord(replica) && replica.Region === region);
}

function firstValue({ properties }: Resource): string {
  if (typeof properties.SecretString === 'string') return properties.SecretString;
  return isRecord(properties.GenerateSecretString)
    ? generateSecretString(properties.GenerateSecretString)
    : '';
}

const notFound = (what: string): AwsFault =>
  new AwsFault('ResourceNotFoundException', `Secrets Manager can't find the specified secret ${what}.`);
