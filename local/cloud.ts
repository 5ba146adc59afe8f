import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readAssembly } from './assembly/read-assembly';
import { type Assembly } from './assembly/assembly';
import { fillEmptyShop } from './catalogue';
import { Closers } from './closers';
import { CloudWatch } from './cloudwatch/cloudwatch';
import { FaultBoard } from './control/faults';
import { hostNamesOf } from './edge/distribution/host-names';
import { fleetingNote, keptNote } from './data/notes';
import { startFront } from './front';
import { type RestApi } from './gateway/api';
import { startGateway } from './gateway/start-gateway';
import { LOOPBACK, type RequestHandler, type HttpServer } from './http/server';
import { type ApiAddress, type ShopAddress } from './lambda/api-addresses';
import { fleetingMailLog, keptMailLog, type MailLog } from './mail/mail-log';
import { TrafficLog } from './page/traffic';
import { type CloudOptions, type Parts } from './parts';
import { fileJournal, NO_JOURNAL } from './payments/journal';
import { startPaymentSimulator, type PaymentSimulator } from './payments/simulator';
import { WEBHOOK_SECRET } from './payments/webhooks';
import { prewarm } from './prewarm';
import { startDataPlane, startRegion, type DataPlane, type StartedRegion } from './region';
import { type ReadyNews } from './terminal/banner';
import { portsOf } from './terminal/ports';
import { type Closeable } from './types';

/** A running local cloud. */
export interface LocalCloud extends Closeable {
  readonly news: Omit<ReadyNews, 'seconds'>;
}

function describeSkipped(assembly: Assembly): string[] {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([type, count]) => `${type} (${count})`)
      .join(', ');
  const { notNeeded, unknown } = assembly.skipped;
  return [
    ...(Object.keys(notNeeded).length === 0 ? [] : [`not needed on one machine: ${list(notNeeded)}`]),
    ...(Object.keys(unknown).length === 0 ? [] : [`SKIPPED, not known here: ${list(unknown)}`]),
  ];
}

async function startPayments({ options, ports, faults, closers }: Parts): Promise<PaymentSimulator> {
  const { directory, log } = options;
  const simulator = await startPaymentSimulator({
    port: ports.payments,
    faults,
    random: Math.random,
    now: () => new Date(),
    newId: (prefix) => `${prefix}_${randomBytes(12).toString('hex')}`,
    delay: (milliseconds) => wait(milliseconds, undefined, { ref: false }),
    journal: directory === undefined ? NO_JOURNAL : fileJournal(directory.file('payments.ndjson'), log),
  });
  options.step(`payment simulator at ${simulator.url}`);
  return closers.add(simulator);
}

/** The shop's payment secret, pointing at the simulator; the other secrets are generated. */
function secretOverrides(paymentsUrl: string): Record<string, unknown> {
  return {
    'holdfast/payment': {
      apiKey: 'sk_test_local',
      webhookSecret: WEBHOOK_SECRET,
      baseUrl: paymentsUrl,
    },
  };
}

async function startData(parts: Parts, paymentsUrl: string): Promise<DataPlane> {
  const { options, assembly, faults, closers } = parts;
  const data = await startDataPlane({
    assembly,
    faults,
    log: options.log,
    secretOverrides: secretOverrides(paymentsUrl),
    directory: options.directory,
  });
  options.step(`tables and secrets (${data.emulator})`);
  return closers.add(data);
}

function openMailLog({ options, closers }: Parts): MailLog {
  const { directory, log } = options;
  const mails = directory === undefined ? fleetingMailLog() : keptMailLog(directory.file('mail.ndjson'), log);
  closers.add({ close: async () => mails.close() });
  return mails;
}

/** Every region has one API; its host names the region, so that the API's id need not be known here. */
function apiAddress({ assembly, ports }: Parts): ApiAddress {
  return ({ region }) => {
    const port = ports.gateways[assembly.regions.indexOf(region)];
    return port === undefined ? undefined : `http://${LOOPBACK}:${port}`;
  };
}

/** The shop's host names lead to the edge, which listens once the Regions run. */
function shopAddress({ assembly, ports }: Parts): ShopAddress {
  const names = hostNamesOf(assembly);
  return (hostName) => (names.has(hostName) ? `http://${LOOPBACK}:${ports.edge}` : undefined);
}

async function startRegions(parts: Parts, data: DataPlane, mails: MailLog): Promise<StartedRegion[]> {
  const { options, assembly, ports, faults, closers, cloudWatch } = parts;
  const shop = shopAddress(parts);
  const starting = assembly.regions.map(async (region, index) => {
    const running = await startRegion({
      region,
      assembly,
      data,
      faults,
      mails,
      log: options.log,
      endpointPort: ports.awsEndpoints[index] ?? 0,
      logDirectory: join(options.project, '.holdfast', 'logs'),
      apiAddress: apiAddress(parts),
      shopAddress: shop,
      cloudWatch,
      ...(options.environments === undefined ? {} : { limits: { perFunction: options.environments } }),
    });
    return closers.add(running);
  });
  const regions = await Promise.all(starting);
  options.step(`functions, queues, events and schedules in ${assembly.regions.join(' and ')}`);
  cloudWatch.gaps().forEach((line) => options.step(`not evaluated: ${line}`));
  return regions;
}

async function startGateways(parts: Parts, regions: readonly StartedRegion[]): Promise<HttpServer[]> {
  const { options, ports, faults, closers, traffic } = parts;
  const starting = regions.map(async ({ region, template, invoke, metrics }, index) => {
    const port = ports.gateways[index] ?? 0;
    const around = (handle: RequestHandler) => traffic.counting(region, handle);
    const measure = (api: RestApi) => metrics.gateway(api);
    const gateway = { port, template, invoke, faults, log: options.log, around, measure };
    return closers.add(await startGateway(gateway));
  });
  const gateways = await Promise.all(starting);
  options.step(`APIs at ${gateways.map(({ url }) => url).join(' and ')}`);
  return gateways;
}

async function fillShop(options: CloudOptions, region: string, apiUrl: string): Promise<string> {
  const { directory } = options;
  const file = join(options.project, 'catalogue', 'products.csv');
  const progress = directory === undefined ? fleetingNote() : keptNote(directory, 'catalogue');
  const outcome = await fillEmptyShop({ file, progress, region, apiUrl, now: () => new Date() });
  if (outcome.kind === 'imported') options.step(`${outcome.products} products from catalogue/products.csv`);
  if (outcome.kind === 'refused') options.log(`The shop starts without its catalogue: ${outcome.why}`);
  return outcome.exampleSku;
}

async function start(parts: Parts): Promise<LocalCloud> {
  const { options, closers } = parts;
  const payments = await startPayments(parts);
  const data = await startData(parts, payments.url);
  const mails = openMailLog(parts);
  const regions = await startRegions(parts, data, mails);
  const gateways = await startGateways(parts, regions);
  const edge = await startFront(parts, { data, mails, regions, gateways, payments });
  const [exampleSku] = await Promise.all([
    fillShop(options, regions[0]?.region ?? '', gateways[0]?.url ?? ''),
    prewarm(gateways.map(({ url }) => url)),
  ]);
  return {
    news: {
      edgeUrl: edge.url,
      regions: regions.map(({ region, awsEndpoint }, index) => ({
        region,
        apiUrl: gateways[index]?.url ?? '',
        awsEndpoint,
      })),
      paymentsUrl: payments.url,
      exampleSku,
    },
    close: () => closers.close(),
  };
}

/**
 * Starts the local cloud from a synthesized assembly: payments, tables and secrets, regions, their APIs,
 * edge and control API, and a catalogue to sell. What had been started is closed when a later part fails.
 */
export async function startCloud(options: CloudOptions): Promise<LocalCloud> {
  const assembly = readAssembly(options.assemblyDirectory);
  describeSkipped(assembly).forEach((line) => options.step(line));
  const closers = new Closers();
  const { directory } = options;
  if (directory !== undefined) closers.add({ close: async () => directory.close() });
  const ports = portsOf(options.portBase, assembly.regions.length);
  try {
    const traffic = new TrafficLog(Date.now);
    const cloudWatch = closers.add(new CloudWatch());
    return await start({ options, assembly, ports, faults: new FaultBoard(), closers, traffic, cloudWatch });
  } catch (error) {
    await closers.close();
    throw error;
  }
}
