import { type APIGatewayProxyEvent, type Context, type ScheduledEvent, type SQSEvent } from 'aws-lambda';
import { advanceOrdersFunction } from '../../lambdas/advance-orders/advance-orders';
import { cancelOrderFunction } from '../../lambdas/cancel-order/cancel-order-api';
import { orderTokenOf, type TokenKeys } from '../../lambdas/domain/orders/token';
import { settleStockFunction } from '../../lambdas/settle-stock/settle-stock';
import { type Log, type Telemetry } from '../../lambdas/shared/telemetry/telemetry';
import { sweepOrdersFunction } from '../../lambdas/sweep-orders/sweep-orders';
import { type Invocation } from './world';

/** Hears of errors that a function logged instead of throwing them. */
type OnError = (error: unknown) => void;

const nothing = () => undefined;

/** Nobody reads what functions say of themselves, but for errors that nobody foresaw. */
function telemetryFor(onError: OnError): Telemetry {
  const log: Log = { info: nothing, warn: nothing, error: (_message, fields) => onError(fields?.['error']) };
  return {
    log,
    begin: nothing,
    isAbout: nothing,
    count: nothing,
    measure: nothing,
    span: nothing,
    publish: nothing,
    end: nothing,
    forOrder: (_orderId, work) => work(),
  };
}

/** Without `getRemainingTimeInMillis` no function is ended early: the simulation stops it where it chooses. */
const context = { awsRequestId: 'simulated' } as unknown as Context;

const A_DAY_MS = 86_400_000;
const scheduled = { ...context, getRemainingTimeInMillis: () => A_DAY_MS };

const scheduledAt = (now: number): ScheduledEvent =>
  ({ time: new Date(now).toISOString() }) as unknown as ScheduledEvent;

/** The worker behind the orders queue gets one message; whether it need not come again. */
export async function work({ deps, circuit }: Invocation, body: string, onError: OnError): Promise<boolean> {
  const worker = advanceOrdersFunction({
    saga: deps,
    circuit,
    telemetry: telemetryFor(onError),
    workers: 3,
  });
  const event = { Records: [{ messageId: 'm1', body }] } as unknown as SQSEvent;
  const { batchItemFailures } = await worker(event, context);
  return batchItemFailures.length === 0;
}

/** The schedule of the sweep fires at `now`, in ms since the epoch. */
export async function sweepAt({ deps, circuit }: Invocation, now: number, onError: OnError): Promise<void> {
  const telemetry = telemetryFor(onError);
  const sweep = sweepOrdersFunction({ saga: deps, circuit, telemetry, freshnessMs: 600_000 });
  await sweep(scheduledAt(now), scheduled);
}

/** The schedule of settling fires at `now`, in ms since the epoch. */
export async function settleAt({ deps, cursors }: Invocation, now: number, onError: OnError): Promise<void> {
  const settle = settleStockFunction({ stock: deps, cursors, telemetry: telemetryFor(onError) });
  await settle(scheduledAt(now), scheduled);
}

const KEYS: TokenKeys = { current: 'the key of simulated tokens', previous: '' };

/** An answer of the HTTP API. */
export interface HttpAnswer {
  readonly status: number;
  /** The problem's code; absent when there is none. */
  readonly code?: string | undefined;
}

/** POST /v1/orders/{orderId}/cancel, with the token of the order `tokenOf`. */
export async function cancelOverHttp(
  { deps, circuit }: Invocation,
  { orderId, tokenOf }: { orderId: string; tokenOf: string },
  onError: OnError,
): Promise<HttpAnswer> {
  const cancel = cancelOrderFunction({
    saga: deps,
    circuit,
    telemetry: telemetryFor(onError),
    clock: deps.clock,
    region: deps.settings.region,
    tokenKeys: async () => KEYS,
  });
  const event = {
    resource: '/v1/orders/{orderId}/cancel',
    httpMethod: 'POST',
    headers: { Authorization: `Bearer ${orderTokenOf(tokenOf, KEYS)}` },
    pathParameters: { orderId },
    requestContext: { requestId: 'simulated' },
    body: null,
  } as unknown as APIGatewayProxyEvent;
  const { statusCode, body } = await cancel(event, context);
  return { status: statusCode, code: (JSON.parse(body) as { code?: string }).code };
}
