import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type AlarmChange, type AlarmView } from '../cloudwatch/alarms/shape';
import { type CloudClock } from '../cloudwatch/clock';
import { readBody } from '../http/body';
import { sendJson, sendProblem } from '../http/problem';
import { type RequestHandler } from '../http/server';
import { type Mail } from '../mail/mail-log';
import { sendMail } from '../mail/mail-page';
import { type LedgerCharge } from '../payments/ledger';
import { type RunningRegion } from '../types';
import { refusalOf } from './callers';
import { type ChangeCharges, replyToChargeChange } from './charges';
import { replyToJump, replyToSpeed, sendClock } from './clock';
import { type Breakable, type FaultBoard, parseFaults } from './faults';
import { type Settled } from './settle';
import { replyToWebhooks, type SendWebhooks } from './webhooks';

export interface ControlOptions {
  readonly regions: readonly RunningRegion[];
  readonly faults: FaultBoard;
  readonly charges: () => readonly LedgerCharge[];
  readonly changeCharges: ChangeCharges;
  readonly mails: () => readonly Mail[];
  readonly sendWebhooks: SendWebhooks;
  /** Settles; a call that comes while one is under way shares its result. */
  readonly settle: () => Promise<Settled>;
  /** CloudFront's key-value stores: `npm run ops -- region` reads what the edge goes by. */
  readonly keyValueStores: readonly { readonly name: string; readonly arn: string }[];
  readonly cloudWatch: WatchedAlarms;
  /** What answers a request that none of the control API's own calls is; the operator's page. */
  readonly page?: (method: string, path: string) => RequestHandler | undefined;
}

/** CloudWatch of all Regions, as the control API tells of it. */
export interface WatchedAlarms {
  readonly clock: CloudClock;
  /** Every alarm's state under `region/name`. */
  states(): Readonly<Record<string, string>>;
  alarms(): readonly AlarmView[];
  readonly history: { all(): readonly AlarmChange[] };
}

const BODY_LIMIT_BYTES = 100_000;

/** Queues of one region under `region/name`, since both regions have queues of the same name. */
async function queuesOf(region: RunningRegion): Promise<[string, unknown][]> {
  const queues = await region.queues();
  return Object.entries(queues).map(([name, counts]) => [`${region.region}/${name}`, counts]);
}

async function sendState(options: ControlOptions, response: ServerResponse): Promise<void> {
  const faults = options.faults.current();
  const status = options.regions.map(({ region }) => [region, { status: faults.regions[region] ?? 'up' }]);
  const queues = await Promise.all(options.regions.map(queuesOf));
  sendJson(response, 200, {
    regions: Object.fromEntries(status) as unknown,
    queues: Object.fromEntries(queues.flat()),
    alarms: options.cloudWatch.states(),
    faults,
    keyValueStores: Object.fromEntries(options.keyValueStores.map(({ name, arn }) => [name, arn])),
  });
}

function parseJson(text: string): { readonly value?: unknown; readonly error?: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: `body: ${error instanceof Error ? error.message : 'not JSON'}` };
  }
}

const breakableOf = (regions: readonly RunningRegion[]): Breakable => ({
  regions: regions.map(({ region }) => region),
  functions: regions.flatMap((each) => each.functions().map(({ name }) => `${each.region}/${name}`)),
});

async function replaceFaults(
  options: ControlOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const read = await readBody(request, BODY_LIMIT_BYTES);
  const parsed = parseJson(read.kind === 'complete' ? read.body.toString('utf8') : '');
  const result =
    parsed.error === undefined
      ? parseFaults(parsed.value, breakableOf(options.regions))
      : { kind: 'refused' as const, errors: [parsed.error] };
  if (result.kind === 'parsed') {
    options.faults.replace(result.faults);
    sendJson(response, 200, { faults: result.faults });
    return;
  }
  sendProblem(response, {
    status: 400,
    code: 'invalid_faults',
    title: 'The faults were not understood; those in force stay',
    detail: result.errors.join('; '),
    errors: result.errors,
  });
}

async function settle(options: ControlOptions, response: ServerResponse): Promise<void> {
  const result = await options.settle();
  if (result.settled) {
    sendJson(response, 200, result);
    return;
  }
  const { messages, orders } = result.owed;
  sendProblem(response, {
    status: 504,
    code: 'not_settled',
    title: 'Work is left after 60 seconds',
    detail: `${orders} orders are in the work index and ${messages} messages or invocations under way.`,
    settled: false,
    rounds: result.rounds,
    left: result.owed,
  });
}

/** CloudWatch's clock and the alarms. */
function alarmRoutes(watched: WatchedAlarms): Readonly<Record<string, RequestHandler>> {
  const { clock, history } = watched;
  return {
    'GET /_local/clock': async (_request, response) => sendClock(clock, response),
    'PUT /_local/clock': (request, response) => replyToSpeed(clock, request, response),
    'POST /_local/clock/advance': (request, response) => replyToJump(clock, request, response),
    'GET /_local/alarms': async (_request, response) => sendJson(response, 200, watched.alarms()),
    'GET /_local/alarms/history': async (_request, response) => sendJson(response, 200, history.all()),
  };
}

/** The control API below `/_local/`: state, faults, crashes, charges, webhooks, mail, settle, clock, alarms. */
export function createControl(options: ControlOptions): RequestHandler {
  const routes: Readonly<Record<string, RequestHandler>> = {
    ...alarmRoutes(options.cloudWatch),
    'GET /_local/state': (_request, response) => sendState(options, response),
    'PUT /_local/faults': (request, response) => replaceFaults(options, request, response),
    'POST /_local/settle': (_request, response) => settle(options, response),
    'GET /_local/crashes': async (_request, response) =>
      sendJson(
        response,
        200,
        options.regions.flatMap((region) =>
          region.crashes().map((crash) => ({ region: region.region, ...crash })),
        ),
      ),
    'GET /_local/charges': async (_request, response) => sendJson(response, 200, options.charges()),
    'POST /_local/charges': (request, response) =>
      replyToChargeChange(options.changeCharges, request, response),
    'POST /_local/webhooks': (request, response) =>
      replyToWebhooks(
        { regions: options.regions.map(({ region }) => region), send: options.sendWebhooks },
        request,
        response,
      ),
    'GET /_local/mail': async (request, response) => sendMail(request, response, options.mails()),
  };
  return async (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const { method = 'GET' } = request;
    const refusal = refusalOf(request);
    if (refusal !== undefined) return sendProblem(response, refusal);
    const route = routes[`${method} ${path}`] ?? options.page?.(method, path);
    if (route !== undefined) return route(request, response);
    sendProblem(response, {
      status: 404,
      code: 'not_found',
      title: 'The control API does not have this',
      detail: `It has ${Object.keys(routes).join(', ')}.`,
    });
  };
}
