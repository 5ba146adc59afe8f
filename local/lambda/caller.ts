/** An environment of a function, as the AWS endpoint knows it from the credentials of a call. */
export interface Caller {
  readonly functionName: string;
  readonly environment: number;
}

/** Access key of one environment; a real one has no meaning either, so this one tells who calls. */
export function accessKeyOf({ functionName, environment }: Caller): string {
  return `${functionName}.${environment}`;
}

/** The environment behind an access key, or null for anyone else (a developer's own credentials). */
export function callerOf(accessKey: string): Caller | null {
  const match = /^([\w-]+)\.(\d+)$/.exec(accessKey);
  return match ? { functionName: match[1] ?? '', environment: Number(match[2]) } : null;
}
