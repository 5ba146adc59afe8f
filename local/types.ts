/**
 * The seams between the parts of the local cloud. Each part is built from a {@link RegionTemplate},
 * that is from what `cdk synth` wrote, and never from knowledge of the code behind it.
 */

/** One resource of a synthesized template whose intrinsics are all resolved. */
export interface Resource {
  readonly logicalId: string;
  /** CloudFormation type, for example `AWS::Lambda::Function`. */
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** `Ref` of this resource on AWS: a name, an id, a URL or an ARN, as the type prescribes. */
  readonly ref: string;
  /** `Fn::GetAtt … Arn`, where the type has one. */
  readonly arn: string;
}

/** All resolved resources that live in one region (from every stack deployed there). */
export interface RegionTemplate {
  readonly region: string;
  /** Twelve digits; made up, the same in every region. */
  readonly accountId: string;
  readonly resources: readonly Resource[];
  /** Directory of an asset that a function's code refers to, by the asset's S3 key. */
  assetDirectory(s3Key: string): string;
}

/** How one invocation of a function ended, in Lambda's own terms. */
export type InvocationResult =
  | { readonly kind: 'returned'; readonly payload: unknown }
  | { readonly kind: 'function_error'; readonly errorType: string; readonly errorMessage: string }
  | { readonly kind: 'timed_out'; readonly afterSeconds: number }
  /** Refused before it began: so many run already as the account may run at a time. */
  | { readonly kind: 'throttled' }
  | { readonly kind: 'region_down' };

/** Invokes a function of this region, waiting for a free environment when all are busy. */
export type Invoke = (functionArn: string, event: unknown) => Promise<InvocationResult>;

/** The faults of the control API (`PUT /_local/faults`); `{}` heals everything. */
export interface Faults {
  readonly regions: Readonly<Record<string, 'up' | 'down' | 'isolated'>>;
  readonly payments: {
    readonly mode: 'ok' | 'decline' | 'error' | 'hang' | 'slow';
    readonly latencyMs: number;
    /** Share of calls that the mode hits, 0 to 1. */
    readonly rate: number;
  };
  readonly dynamodb: {
    readonly throttleRate: number;
    readonly latencyMs: number;
    readonly conflictRate: number;
  };
  readonly replication: { readonly lagMs: number };
  readonly sqs: { readonly duplicateRate: number };
  readonly lambda: {
    readonly crashRate: number;
    /** The call of an invocation after which it dies: its number, or its name as a {@link Crash} has it. */
    readonly crashAfterCall: number | string | null;
    /** The one function that crashes, as `region/name`; `null` for all of them. */
    readonly crashFunction: string | null;
    /** Most invocations of all functions of a Region at a time; more are refused. `null` for as many as come. */
    readonly concurrency: number | null;
  };
  /** Share of an API's requests that API Gateway throttles, 0 to 1. */
  readonly apiGateway: { readonly throttleRate: number };
  /** Share of viewers' requests at which the viewer function fails, 0 to 1. */
  readonly edge: { readonly failRate: number };
  /** Share of calls of CloudFront's key-value stores that fail, 0 to 1. The edge goes by what it has. */
  readonly keyValueStore: { readonly failRate: number };
  /** Shares of e-mail and SMS that SES and SNS refuse for good, and do not take at present; each 0 to 1. */
  readonly mail: { readonly rejectRate: number; readonly pauseRate: number };
}

/** The faults in force now; every part reads it at the moment it acts. */
export interface FaultSource {
  current(): Faults;
}

/** A function's process that the faults killed. */
export interface Crash {
  readonly function: string;
  /** The AWS call after which it died: the operation, or method and path. */
  readonly call: string;
  /** How many calls its invocation had made. */
  readonly n: number;
  /** When its invocation began. */
  readonly begunAt: string;
  readonly at: string;
}

/** What became of a function's invocations since the start, and what is under way. */
export interface FunctionCounts {
  readonly name: string;
  readonly environments: number;
  /** Invocations under way. */
  readonly running: number;
  /** Invocations that wait for a free environment. */
  readonly waiting: number;
  readonly invocations: number;
  /** Those that ended with an error, a crash or a time-out. */
  readonly errors: number;
  /** Environments started, those started ahead of a request included. */
  readonly coldStarts: number;
  /** How long the last one took; `null` before the first. */
  readonly lastMs: number | null;
  /** 95 of 100 among the last hundred took no longer. */
  readonly p95Ms: number | null;
}

/** Messages of one queue. */
export interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** One line for the person at the terminal; `detail` goes behind it. */
export type Log = (message: string, detail?: Readonly<Record<string, unknown>>) => void;

/** Anything that holds ports, processes or timers. */
export interface Closeable {
  close(): Promise<void>;
}

/** What is left in queues that feed functions. */
export interface Backlog {
  /** Messages, however hidden, those being worked on included. */
  readonly messages: number;
  /** Invocations that work on some of them right now. */
  readonly working: number;
}

/** One region of the running local cloud, as the edge and the control API see it. */
export interface RunningRegion extends Closeable {
  readonly region: string;
  readonly template: RegionTemplate;
  readonly awsEndpoint: string;
  readonly invoke: Invoke;
  /** Visible and in-flight counts of every queue of this region. Delayed messages count as `delayed`. */
  queues(): Promise<Readonly<Record<string, QueueCounts>>>;
  /** What became of the invocations of each function. */
  functions(): readonly FunctionCounts[];
  /** Makes hidden and delayed messages of queues that feed a function visible at once. */
  revealMessages(): Promise<void>;
  /** Runs what is scheduled several times an hour, once, with the given event time, and waits for it. */
  runSchedules(now: Date): Promise<void>;
  /** Processes that the faults killed since the start, oldest first. */
  crashes(): readonly Crash[];
  /** No function begins with messages of queues until `resumeQueues`; invocations under way go on. */
  pauseQueues(): void;
  resumeQueues(): void;
  /** What is still to do in queues that feed functions. */
  backlog(): Promise<Backlog>;
}
