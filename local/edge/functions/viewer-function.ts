import { createHash, createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { createContext, type Context, Script } from 'node:vm';
import { z } from 'zod';
import { AssemblyError } from '../../assembly/assembly-error';
import { type KeyValueStores } from '../../keyvaluestore/key-value-stores';
import { type RegionTemplate } from '../../types';
import { type EdgeRequest } from '../message';
import { cloudFrontModule } from './cloudfront-module';
import { type OriginChoice } from './origin-choice';
import { type DistributionName, viewerEvent, viewerOutcome, type ViewerOutcome } from './viewer-event';

/** What a function made of a request, and which origin it picked. */
export type ViewerResult =
  | (ViewerOutcome & { readonly origin: OriginChoice | undefined })
  /** It threw, or returned what CloudFront does not take. */
  | { readonly kind: 'failed'; readonly error: unknown };

/** A viewer-request function, ready to run. */
export interface ViewerFunction {
  readonly name: string;
  run(request: EdgeRequest): Promise<ViewerResult>;
}

export interface ViewerFunctionOptions {
  readonly template: RegionTemplate;
  readonly stores: KeyValueStores;
  readonly distribution: DistributionName;
  readonly originIds: ReadonlySet<string>;
  /** Takes what functions write with `console`. */
  readonly onLine: (functionName: string, line: string) => void;
}

/** "Maximum function size: 10 KB" (CloudFront quotas). */
const CODE_LIMIT_BYTES = 10 * 1_024;

const functionSchema = z.object({
  Name: z.string(),
  FunctionCode: z.string().refine((code) => Buffer.byteLength(code) <= CODE_LIMIT_BYTES, {
    error: `CloudFront takes ${CODE_LIMIT_BYTES} bytes of code at most`,
  }),
  FunctionConfig: z.object({
    Runtime: z.literal('cloudfront-js-2.0'),
    KeyValueStoreAssociations: z
      .array(z.object({ KeyValueStoreARN: z.string() }))
      .max(1)
      .default([]),
  }),
});

/** Instantiates the function's code: its variables are new for each request, as on AWS. */
type Instantiate = (modules: Readonly<Record<string, unknown>>, console: object) => unknown;

/**
 * Makes the function of an ARN runnable in a context that has neither network nor timers.
 *
 * @throws AssemblyError for code that CloudFront would not take
 */
export function viewerFunction(arn: string, options: ViewerFunctionOptions): ViewerFunction {
  const resource = options.template.resources.find(
    ({ type, arn: each }) => type === 'AWS::CloudFront::Function' && each === arn,
  );
  const position = resource === undefined ? {} : { logicalId: resource.logicalId };
  const parsed = functionSchema.safeParse(resource?.properties);
  if (!parsed.success)
    throw new AssemblyError(`the local edge cannot run ${arn}:\n${z.prettifyError(parsed.error)}`, position);
  const { Name: name, FunctionCode: code, FunctionConfig: config } = parsed.data;
  const [association] = config.KeyValueStoreAssociations;
  const store = association && options.stores.get(association.KeyValueStoreARN);
  const instantiate = compile(name, code);
  return {
    name,
    run: (request) => run(instantiate, request, { ...options, name, store }),
  };
}

function compile(name: string, code: string): Instantiate {
  try {
    const wrapped = `(function (__modules, console) {${withoutImports(code)}\n;return handler;})`;
    return new Script(wrapped, { filename: `${name}.js` }).runInContext(newContext()) as Instantiate;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new AssemblyError(`the CloudFront function ${name} cannot be compiled: ${message}`);
  }
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html */
function newContext(): Context {
  const globals = { Buffer, TextDecoder, TextEncoder, atob, btoa };
  return createContext(globals, { codeGeneration: { strings: false, wasm: false } });
}

const MODULES = ['cloudfront', 'crypto'];
const IMPORT = /^[ \t]*import\s+(\w+)\s+from\s+(['"])(\w+)\2;?/gm;

function withoutImports(code: string): string {
  return code.replace(IMPORT, (_, variable: string, _quote: string, module: string) => {
    if (!MODULES.includes(module))
      throw new Error(`there is no module ${module}, only ${MODULES.join(', ')}`);
    return `const ${variable} = __modules.${module};`;
  });
}

const CRYPTO = { createHash, createHmac };

type RunOptions = ViewerFunctionOptions & {
  readonly name: string;
  readonly store: Parameters<typeof cloudFrontModule>[0]['store'];
};

async function run(
  instantiate: Instantiate,
  request: EdgeRequest,
  options: RunOptions,
): Promise<ViewerResult> {
  let origin: OriginChoice | undefined;
  const cloudfront = cloudFrontModule(options, (choice) => (origin = choice));
  const log = (...values: unknown[]) => options.onLine(options.name, values.map(text).join(' '));
  try {
    const handler = instantiate({ cloudfront, crypto: CRYPTO }, { log, warn: log, error: log });
    const event = viewerEvent(request, options.distribution);
    const returned: unknown = await (handler as (event: unknown) => unknown)(event);
    return { ...viewerOutcome(returned, request), origin };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : inspect(value));
