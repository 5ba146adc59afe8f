import { join } from 'node:path';
import { createControl } from './control/control';
import { Settler } from './control/settler';
import { type SendWebhooks } from './control/webhooks';
import { type DataPlane } from './data-plane';
import { type Origin } from './edge/origin';
import { routingOf } from './edge/routing';
import { type ShopEdge, shopEdge } from './edge/shop-edge';
import { startHttpServer, type HttpServer, type RequestHandler } from './http/server';
import { FunctionLogs } from './lambda/function-log';
import { type MailLog } from './mail/mail-log';
import { type OperatorPage } from './page/operator-page';
import { operatorPage } from './page/start-page';
import { type Parts } from './parts';
import { type PaymentSimulator } from './payments/simulator';
import { sendEvents, WEBHOOK_SECRET } from './payments/webhooks';
import { type RunningRegion } from './types';

/** What the edge, the control API and the operator's page reach. */
export interface Running {
  readonly data: DataPlane;
  readonly mails: MailLog;
  readonly regions: readonly RunningRegion[];
  /** Of each region, in the same order. */
  readonly gateways: readonly HttpServer[];
  readonly payments: PaymentSimulator;
}

/**
 * Starts what listens at the port base: the shop's edge, and before it the control API and the operator's page.
 *
 * @throws AssemblyError for a distribution that cannot be served
 */
export async function startFront(parts: Parts, running: Running): Promise<HttpServer> {
  const { ports, closers, options, traffic } = parts;
  // The page and the events' sender know an address that is known once the edge listens.
  const edgeUrl = (): string => edge.url;
  const page = pageOf(parts, running, edgeUrl);
  const { handle, notEvaluated } = edgeOf(parts, running, controlOf(parts, running, page, edgeUrl));
  options.step(`not done at the edge: ${notEvaluated.join(', ')}`);
  const edge = await startHttpServer({ port: ports.edge, handle: traffic.counting('edge', handle) });
  options.step(`edge and control API at ${edge.url}`);
  return closers.add(edge);
}

const originsOf = ({ regions, gateways }: Running): Origin[] =>
  regions.map(({ region }, index) => ({ region, url: gateways[index]?.url ?? '' }));

function pageOf(
  { faults, closers, traffic, cloudWatch }: Parts,
  running: Running,
  edgeUrl: () => string,
): OperatorPage {
  const { data, mails, regions, gateways, payments } = running;
  return closers.add(
    operatorPage({
      faults,
      traffic,
      regions,
      gateways,
      edgeUrl,
      charges: () => payments.charges(),
      mails: () => mails.all(),
      tables: data.tables,
      alarms: () => cloudWatch.states(),
      watch: cloudWatch,
      routing: (region) => routingOf(data.keyValueStores, region),
    }),
  );
}

function controlOf(
  { faults, closers, cloudWatch }: Parts,
  running: Running,
  page: OperatorPage,
  edgeUrl: () => string,
): RequestHandler {
  const { data, mails, regions, payments } = running;
  const settler = closers.add(new Settler(regions, faults, () => data.tables.catchUp()));
  const urlOf = (name: string | undefined) =>
    originsOf(running).find(({ region }) => region === name)?.url ?? edgeUrl();
  return createControl({
    faults,
    regions,
    charges: () => payments.charges(),
    changeCharges: (change) => payments.changeCharges(change),
    mails: () => mails.all(),
    sendWebhooks: webhookSender(payments, urlOf),
    settle: () => settler.settle(),
    keyValueStores: [...data.keyValueStores.values()],
    cloudWatch,
    page: page.routeOf,
  });
}

/** Sends what happened to an order's payments, as the provider would; `urlOf` knows the edge by no name. */
function webhookSender(
  payments: PaymentSimulator,
  urlOf: (region: string | undefined) => string,
): SendWebhooks {
  return async ({ orderId, region }) => {
    const url = `${urlOf(region)}/v1/payments/webhook`;
    const events = payments.events(orderId);
    return events && sendEvents(events, { url, secret: WEBHOOK_SECRET, now: () => new Date() });
  };
}

function edgeOf(
  { options, assembly, closers, faults, cloudWatch }: Parts,
  running: Running,
  control: RequestHandler,
): ShopEdge {
  const { data, regions } = running;
  const directory = join(options.project, '.holdfast', 'logs', 'edge');
  const logs = closers.add(new FunctionLogs(directory, () => undefined));
  return shopEdge({
    assembly,
    faults,
    cloudWatch,
    regions,
    control,
    secrets: data.secrets,
    stores: data.keyValueStores,
    origins: originsOf(running),
    log: options.log,
    onLine: (name, line) => logs.write(name, line),
  });
}
