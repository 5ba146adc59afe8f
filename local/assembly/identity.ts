import { createHash } from 'node:crypto';
import { RESOURCE_TYPES, type ResourceType } from './resource-types';

/** Where a resource lives; the address of SQS is part of every queue's URL. */
export interface Place {
  readonly stack: string;
  readonly region: string;
  readonly accountId: string;
  readonly sqsAddress: string;
}

/** What other resources see of a resource. */
export interface Identity {
  readonly name: string;
  readonly ref: string;
  readonly arn: string;
  attribute(attribute: string): string | undefined;
}

/** Reads a resolved property by name; used for names and for patterns such as `{RestApiId}`. */
export type PropertyReader = (property: string) => string | undefined;

const shortHash = (text: string, length: number): string =>
  BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)
    .toString(36)
    .slice(0, length);

/** Has the form of a UUID, and is the same from run to run. */
const uuidOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/**
 * `<stack>-<logical id>`, at most 64 characters as for a function name: stable from run to run.
 * CloudFormation would append a random suffix.
 */
const generatedName = (place: Place, logicalId: string): string => `${place.stack}-${logicalId}`.slice(0, 64);

const UNKNOWN_TYPE: ResourceType = { ref: '{name}', use: 'not-needed' };

/** Names a resource as CloudFormation would; unknown types get their generated name as `Ref`. */
export function identify(type: string, logicalId: string, place: Place, property: PropertyReader): Identity {
  const known = RESOURCE_TYPES[type] ?? UNKNOWN_TYPE;
  const given = known.nameProperty === undefined ? undefined : property(known.nameProperty);
  const name = given ?? generatedName(place, logicalId);
  const values: Record<string, string> = {
    name,
    id: shortHash(`${place.stack}/${logicalId}`, 10),
    uuid: uuidOf(`${place.stack}/${logicalId}`),
    suffix: shortHash(name, 6),
    region: place.region,
    account: place.accountId,
    endpoint: place.sqsAddress,
  };
  const fill = (pattern: string): string =>
    pattern.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? property(key) ?? '');
  values.arn = fill(known.arn ?? '');
  values.ref = fill(known.ref);
  return { name, ref: values.ref, arn: values.arn, attribute: (wanted) => attributeOf(known, wanted, fill) };
}

function attributeOf(
  type: ResourceType,
  wanted: string,
  fill: (pattern: string) => string,
): string | undefined {
  const pattern = wanted === 'Arn' ? type.arn : type.attributes?.[wanted];
  return pattern === undefined ? undefined : fill(pattern);
}
