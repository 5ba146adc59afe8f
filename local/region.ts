/*
 * One region of the local cloud. All regions share a data plane (tables and secrets, which replicate): start that with
 * `startDataPlane`, then each region with `startRegion`, and close them in the opposite order.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Assembly } from './assembly/assembly';
import { LOCAL_ACCOUNT } from './assembly/read-assembly';
import { CloudWatch, type RegionWatch } from './cloudwatch/cloudwatch';
import { CLOUDWATCH_TARGET, cloudWatchService } from './cloudwatch/service/service';
import { type DataPlane } from './data-plane';
import { Endpoint } from './endpoint/endpoint';
import { callerIdentity, lambdaInvoke, xrayTraceSegments } from './endpoint/rest-services';
import { EventBuses } from './events/event-bus';
import { Schedules } from './events/schedules';
import { Authorizer } from './iam/authorizer';
import { keyValueStoreService } from './keyvaluestore/service';
import { type RegionMetrics } from './cloudwatch/region-metrics';
import { type ApiAddress, type ShopAddress } from './lambda/api-addresses';
import { callerOf } from './lambda/caller';
import { CrashFaults } from './lambda/crash-faults';
import { FunctionLogs } from './lambda/function-log';
import { functionSettings } from './lambda/function-settings';
import { type EnvironmentLimits, Functions } from './lambda/functions';
import { type MailLog } from './mail/mail-log';
import { refusalBy } from './mail/refusal';
import { sesSendEmail } from './mail/ses';
import { snsPublish } from './mail/sns';
import { Queues } from './queues/queues';
import { s3 } from './s3/s3';
import { s3Arn } from './s3/s3-call';
import {
  type Crash,
  type FaultSource,
  type FunctionCounts,
  type InvocationResult,
  type Log,
  type RegionTemplate,
  type RunningRegion,
  type Backlog,
} from './types';

export { type DataPlane, type DataPlaneOptions, startDataPlane } from './data-plane';
export { type EnvironmentLimits } from './lambda/functions';

/** One line that a function wrote to its standard output or error. */
export interface FunctionLogLine {
  readonly region: string;
  readonly functionName: string;
  readonly line: string;
}

export interface RegionOptions {
  readonly region: string;
  readonly assembly: Assembly;
  readonly data: DataPlane;
  readonly faults: FaultSource;
  /** Takes the messages that functions send; the same for all regions. */
  readonly mails: MailLog;
  readonly log: Log;
  /** Port of the region's AWS endpoint on 127.0.0.1; 0 takes any free one. */
  readonly endpointPort: number;
  /** Function logs go to `<logDirectory>/<region>/<function>.log`. */
  readonly logDirectory: string;
  readonly limits?: Partial<EnvironmentLimits>;
  /** Where the APIs of all regions are, for functions whose environment names them. */
  readonly apiAddress?: ApiAddress;
  /** Where the shop's own host names are served, likewise. */
  readonly shopAddress?: ShopAddress;
  /** Names of functions to start one environment of at once. Default none. */
  readonly prewarm?: readonly string[];
  readonly onLog?: (line: FunctionLogLine) => void;
  /** CloudWatch of all regions; one of this region alone when absent. */
  readonly cloudWatch?: CloudWatch;
  /** `clock` (default) runs schedules as time goes by; `manual` only through `runSchedules`. */
  readonly schedules?: 'clock' | 'manual';
}

/** A region with what measures it. */
export interface StartedRegion extends RunningRegion {
  readonly metrics: RegionMetrics;
}

/** Starts functions, queues, bus, schedules and the AWS endpoint of one region. */
export async function startRegion(options: RegionOptions): Promise<StartedRegion> {
  const region = new LocalRegion(options);
  await region.start();
  return region;
}

/** How often the region looks whether it was taken down or brought back. */
const FAULT_CHECK_MS = 200;

/** What exists once the endpoint has its port, which queue URLs and functions must know. */
interface Parts {
  readonly template: RegionTemplate;
  readonly authorizer: Authorizer;
  readonly logs: FunctionLogs;
  readonly functions: Functions;
  readonly queues: Queues;
  readonly buses: EventBuses;
  readonly schedules: Schedules;
  readonly watch: RegionWatch;
}

class LocalRegion implements StartedRegion {
  readonly region: string;
  private readonly endpoint: Endpoint;
  private readonly crashFaults: CrashFaults;
  private readonly cloudWatch: CloudWatch;
  private started: Parts | null = null;
  private faultCheck: NodeJS.Timeout | undefined;
  private endWatch: () => void = () => undefined;
  private halted = false;

  constructor(private readonly options: RegionOptions) {
    this.region = options.region;
    this.cloudWatch = options.cloudWatch ?? new CloudWatch();
    this.crashFaults = new CrashFaults(options.region, options.faults, Math.random, newDate);
    this.endpoint = new Endpoint({
      port: options.endpointPort,
      region: options.region,
      isDown: () => this.isDown(),
      refusal: (accessKey, request) => this.started?.authorizer.refusal(accessKey, request) ?? null,
      afterCall: (accessKey, call) => this.afterCall(accessKey, call),
    });
  }

  get template(): RegionTemplate {
    return this.parts.template;
  }

  get metrics(): RegionMetrics {
    return this.parts.watch.metrics;
  }

  get awsEndpoint(): string {
    return this.endpoint.url;
  }

  async start(): Promise<void> {
    await this.endpoint.listen();
    try {
      this.started = await this.startParts();
    } catch (error) {
      await this.endpoint.close();
      throw error;
    }
    this.serve(this.started);
    const { functions, queues, schedules, watch } = this.started;
    functions.prewarm(this.options.prewarm ?? []);
    queues.consume({ invoke: this.invoke, concurrency: (functionArn) => functions.concurrency(functionArn) });
    const { clock } = this.cloudWatch;
    if (this.options.schedules !== 'manual') schedules.start(newDate, () => this.isDown(), clock);
    this.endWatch = watch.begin(() => queues.samples());
    this.faultCheck = setInterval(() => this.isDown(), FAULT_CHECK_MS).unref();
  }

  readonly invoke = async (functionArn: string, event: unknown): Promise<InvocationResult> =>
    this.isDown() ? { kind: 'region_down' } : this.parts.functions.invoke(functionArn, event);

  async queues() {
    return this.parts.queues.counts();
  }

  functions(): readonly FunctionCounts[] {
    return this.parts.functions.counts();
  }

  async revealMessages(): Promise<void> {
    this.parts.queues.reveal();
  }

  async runSchedules(now: Date): Promise<void> {
    if (!this.isDown()) await this.parts.schedules.runAll(now);
  }

  crashes(): readonly Crash[] {
    return this.crashFaults.crashes;
  }

  pauseQueues(): void {
    this.parts.queues.pause();
  }

  resumeQueues(): void {
    this.parts.queues.resume();
  }

  async backlog(): Promise<Backlog> {
    const { queues } = this.parts;
    return { messages: queues.backlog(), working: queues.working() };
  }

  async close(): Promise<void> {
    clearInterval(this.faultCheck);
    this.endWatch();
    const { schedules, queues, functions, logs } = this.parts;
    schedules.stop();
    await queues.close();
    functions.close();
    await this.endpoint.close();
    await logs.close();
  }

  private get parts(): Parts {
    if (this.started === null) throw new Error(`region ${this.region} has not been started`);
    return this.started;
  }

  private async startParts(): Promise<Parts> {
    const { region, assembly, faults, log, limits, onLog, logDirectory } = this.options;
    const { apiAddress: api, shopAddress: shop } = this.options;
    // The SDK sends SQS calls to the host of the queue's URL, so that must be this endpoint.
    const sqsAddress = (each: string): string =>
      each === region ? this.endpoint.url : `https://sqs.${each}.amazonaws.com`;
    const { secrets } = this.options.data;
    const template = assembly.regionTemplate(region, {
      sqsAddress,
      secret: (reference) => secrets.valueOf(region, reference),
    });
    const authorizer = new Authorizer(template, log);
    const watch = this.watch(template);
    const logs = new FunctionLogs(join(logDirectory, region), (functionName, line) => {
      watch.metrics.line(functionName, line);
      onLog?.({ region, functionName, line });
    });
    const functions = new Functions({
      region,
      functions: functionSettings(template, { api, shop }),
      awsEndpoint: this.endpoint.url,
      concurrency: () => faults.current().lambda.concurrency,
      onLine: (functionName, line) => logs.write(functionName, line),
      observer: watch.metrics.functions,
      ...(limits === undefined ? {} : { limits }),
    });
    const { messages } = this.options.data;
    const queues = await Queues.start({
      template,
      faults,
      log,
      messages,
      random: Math.random,
      now: Date.now,
    });
    const sendMessage = (queueArn: string, body: string): boolean => queues.send(queueArn, body);
    const buses = new EventBuses({ template, sendMessage, log, now: newDate, newId: randomUUID });
    const schedules = new Schedules({ template, invoke: this.invoke, log, newId: randomUUID });
    return { template, authorizer, logs, functions, queues, buses, schedules, watch };
  }

  private watch(template: RegionTemplate): RegionWatch {
    const { data, mails, log } = this.options;
    const { tables } = data;
    return this.cloudWatch.add({ template, tables, mails, log, isDown: () => this.isDown() });
  }

  private serve({ functions, template, authorizer, queues, buses, watch }: Parts): void {
    const { region, endpoint } = this;
    const { mails, faults, data } = this.options;
    const { tables, secrets, objects, keyValueStores } = data;
    const refusal = () => refusalBy(faults.current());
    const storeFails = () => Math.random() < faults.current().keyValueStore.failRate;
    const mayList = (accessKey: string, bucket: string): boolean =>
      authorizer.allows(accessKey, {
        action: 's3:ListBucket',
        resource: s3Arn({ bucket, key: '' }),
        context: {},
      });
    endpoint.add('DynamoDB_20120810', (call) => tables.handle(region, call));
    endpoint.add('AmazonSQS', (call) => queues.handle(call));
    endpoint.add('AWSEvents', (call) => buses.handle(call));
    endpoint.add('secretsmanager', (call) => secrets.handle(region, call));
    endpoint.add(CLOUDWATCH_TARGET, cloudWatchService(watch, this.cloudWatch.clock));
    endpoint.addRest(s3({ template, objects, mayList, now: newDate }));
    endpoint.addRest(lambdaInvoke(this.invoke, (name) => functions.has(name)));
    endpoint.addRest(keyValueStoreService(keyValueStores, newDate, storeFails));
    endpoint.addRest(sesSendEmail(mails, newDate, refusal));
    endpoint.addRest(snsPublish(mails, newDate, refusal));
    endpoint.addRest(xrayTraceSegments);
    endpoint.addRest(callerIdentity(LOCAL_ACCOUNT));
  }

  private afterCall(accessKey: string, call: string): void {
    const environment = this.started?.functions.environmentOf(accessKey);
    if (environment === undefined) return;
    this.crashFaults.afterCall(environment, callerOf(accessKey)?.functionName ?? accessKey, call);
  }

  /** Whether the faults say so; going down kills all processes, coming back wakes the pollers. */
  private isDown(): boolean {
    const down = this.options.faults.current().regions[this.region] === 'down';
    if (this.started === null || down === this.halted) return down;
    this.halted = down;
    if (down) this.started.functions.halt();
    else this.started.functions.resume();
    if (!down) this.started.queues.wake();
    return down;
  }
}

const newDate = (): Date => new Date();
