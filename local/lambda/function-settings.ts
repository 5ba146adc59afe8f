import { isRecord } from '../assembly/template';
import { AssemblyError } from '../assembly/assembly-error';
import { type RegionTemplate, type Resource } from '../types';
import { type ApiAddress, type ShopAddress, withLocalApis, withLocalShop } from './api-addresses';

/** What the template says about one function, with Lambda's defaults filled in. */
export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  /** `file.export`, relative to the code directory. */
  readonly handler: string;
  readonly runtime: string;
  readonly codeDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Most invocations at once that the template allows, where it reserves concurrency. */
  readonly reservedConcurrency: number | null;
}

/** Where what environments name is served here; nowhere when absent. */
export interface FunctionAddresses {
  readonly api?: ApiAddress | undefined;
  readonly shop?: ShopAddress | undefined;
}

/** Settings of every function of a region, whose environments lead to local addresses. */
export function functionSettings(
  template: RegionTemplate,
  addresses: FunctionAddresses = {},
): FunctionSettings[] {
  return template.resources
    .filter(({ type }) => type === 'AWS::Lambda::Function')
    .map((resource) => settingsOf(resource, template, addresses));
}

function settingsOf(
  resource: Resource,
  template: RegionTemplate,
  { api = nowhere, shop = nowhere }: FunctionAddresses,
): FunctionSettings {
  const { properties, logicalId } = resource;
  const code = isRecord(properties.Code) ? properties.Code : {};
  const runtime = String(properties.Runtime);
  if (typeof code.S3Key !== 'string' || !runtime.startsWith('nodejs')) {
    const found = `runtime ${runtime}, code ${Object.keys(code).join(', ')}`;
    throw new AssemblyError(`the local cloud runs Node.js functions from assets only, not: ${found}`, {
      logicalId,
    });
  }
  return {
    name: resource.ref,
    arn: resource.arn,
    handler: String(properties.Handler),
    runtime,
    codeDirectory: template.assetDirectory(code.S3Key),
    environment: withLocalShop(withLocalApis(environmentOf(resource), api), shop),
    // Defaults of AWS::Lambda::Function: 3 s, 128 MB.
    timeoutSeconds: numberOr(properties.Timeout, 3),
    memoryMegabytes: numberOr(properties.MemorySize, 128),
    reservedConcurrency: numberOr(properties.ReservedConcurrentExecutions, null),
  };
}

const nowhere = (): undefined => undefined;

function environmentOf({ properties, logicalId }: Resource): Record<string, string> {
  const environment = isRecord(properties.Environment) ? properties.Environment.Variables : undefined;
  const entries = Object.entries(isRecord(environment) ? environment : {});
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (typeof value === 'string') return [key, value];
      throw new AssemblyError('an environment variable must be a string', { logicalId, path: key });
    }),
  );
}

const numberOr = <T>(value: unknown, otherwise: T): number | T =>
  value === undefined ? otherwise : Number(value);
