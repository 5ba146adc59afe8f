import { isRecord } from './template';

/** Which value of which secret a template refers to. */
export interface SecretReference {
  /** Name or ARN. */
  readonly secretId: string;
  /** Key in a secret that is a JSON object; the whole text when undefined. */
  readonly jsonKey: string | undefined;
}

/**
 * `{{resolve:secretsmanager:<secret>:SecretString:<key>:<stage>:<version>}}`, everything behind the secret optional
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html).
 */
const SECRET =
  /\{\{resolve:secretsmanager:(arn:aws:secretsmanager:[^:]+:\d+:secret:[^:}]+|[^:}]+)(?::SecretString(?::([^:}]*))?)?:*\}\}/g;

/** Whether a text has a dynamic reference to anything but a secret; it may be the first part of what is joined. */
export function hasUnknownReference(text: string): boolean {
  return /\{\{resolve:(?!secretsmanager:)/.test(text);
}

/** The value with its references to secrets replaced, in objects and lists as well. */
export function withSecrets(value: unknown, secret: (reference: SecretReference) => string): unknown {
  if (typeof value === 'string')
    return value.replace(SECRET, (_, secretId: string, key: string | undefined) =>
      secret({ secretId, jsonKey: key || undefined }),
    );
  if (Array.isArray(value)) return value.map((each) => withSecrets(each, secret));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSecrets(each, secret)]));
}
