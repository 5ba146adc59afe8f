import { DynamoDbOrderStore } from '../adapters/dynamodb/order-store';
import { functionRuntime } from '../shared/ports/runtime';
import { Tables } from '../shared/ports/tables';
import { webhookSecretOf } from '../shared/ports/webhook-secret';
import { workQueueOf } from '../shared/ports/work-queue';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { paymentWebhookFunction } from './payment-webhook-api';

const runtime = functionRuntime('payment-webhook');
const ledger = new Tables(runtime).ledger();

/** POST /v1/payments/webhook. */
export const handler = paymentWebhookFunction({
  ...runtime,
  orders: watchCalls('orders', new DynamoDbOrderStore(ledger), runtime),
  queue: workQueueOf(runtime),
  webhookSecret: webhookSecretOf(runtime),
});
