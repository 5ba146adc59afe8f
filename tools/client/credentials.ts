/** Keys that sign an operator's calls. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The local cloud knows one operator; any other key is refused there, as on AWS. */
export const LOCAL_OPERATOR: Credentials = {
  accessKeyId: 'local-operator',
  secretAccessKey: 'local-operator',
};

/** Keys, or what to do about there being none. */
export type CredentialsResult =
  | { readonly kind: 'found'; readonly credentials: Credentials }
  | { readonly kind: 'missing'; readonly message: string };

/**
 * Takes the keys from AWS's environment variables; for a loopback address without them, the local
 * operator's.
 */
export function findCredentials(
  url: URL,
  env: Readonly<Record<string, string | undefined>>,
): CredentialsResult {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  if (accessKeyId && secretAccessKey) {
    const credentials = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
    return { kind: 'found', credentials };
  }
  if (isLoopback(url)) return { kind: 'found', credentials: LOCAL_OPERATOR };
  return { kind: 'missing', message: missing(url) };
}

function missing(url: URL): string {
  return (
    `no AWS credentials to sign the operator's calls to ${url.host}: set AWS_ACCESS_KEY_ID and ` +
    'AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN), for example with ' +
    'eval "$(aws configure export-credentials --format env)"'
  );
}

/**
 * What to say about keys of the environment that go to a local shop, which would refuse them; null when
 * there is nothing to say.
 */
export function unsuitableKeys(url: URL, { accessKeyId }: Credentials): string | null {
  if (!isLoopback(url) || accessKeyId === LOCAL_OPERATOR.accessKeyId) return null;
  return (
    `Calls to ${url.host} are signed with AWS_ACCESS_KEY_ID from the environment. The local shop refuses ` +
    'every key but its own: unset AWS_ACCESS_KEY_ID if that is what you want to reach.'
  );
}

/** True for addresses of this machine: 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
