import { noticeOf, type StripeEvent } from '../adapters/payments/stripe/webhook-event';
import { checkSignature } from '../adapters/payments/stripe/webhook-signature';
import { heedNotice, type NoticeDeps, type NoticeOutcome } from '../domain/payments/webhook';
import { type Answer, json } from '../shared/http/answer';
import { apiFunction, type ApiHandler, type ApiRuntime } from '../shared/http/api-function';
import { jsonBody } from '../shared/http/body';
import { type HttpCall } from '../shared/http/call';
import { RequestRefused } from '../shared/http/problem';
import { stripeEvent } from '../shared/schemas/stripe-event';
import { SIGNATURE_HEADER, signatureRefusal } from './signature-refusal';

/** What POST /v1/payments/webhook needs. */
export interface PaymentWebhookApi extends ApiRuntime, NoticeDeps {
  /** One or more signing secrets; an empty text where there is none yet. */
  readonly webhookSecret: () => Promise<string>;
}

/** The function behind POST /v1/payments/webhook. */
export function paymentWebhookFunction(api: PaymentWebhookApi): ApiHandler {
  return apiFunction((call) => receive(api, call), api);
}

/** Nothing of the body is read before its signature has been checked. */
async function receive(api: PaymentWebhookApi, call: HttpCall): Promise<Answer> {
  await refuseOthers(api, call);
  const event = jsonBody(call, stripeEvent);
  const notice = noticeOf(event);
  if (notice !== undefined) api.telemetry.isAbout(notice.orderId);
  const outcome = notice === undefined ? NOT_OURS : await heedNotice(api, notice);
  report(api, event, outcome, notice?.orderId);
  return json(200, { received: true });
}

/** Throws `RequestRefused` with 400 or 503, unless the payment provider has signed the call. */
async function refuseOthers({ webhookSecret, clock, telemetry }: PaymentWebhookApi, call: HttpCall) {
  const delivery = { signatures: call.headerValues(SIGNATURE_HEADER), body: call.bytes() };
  const check = checkSignature(delivery, await webhookSecret(), clock.now());
  if (check.kind === 'genuine') return;
  telemetry.count('WebhooksRefused');
  if (check.kind === 'no_secret') telemetry.log.error(NO_SECRET);
  else telemetry.log.warn('webhook refused: its signature is not valid', { ...check });
  throw new RequestRefused(signatureRefusal(check));
}

const NO_SECRET =
  'webhook refused: webhookSecret of the payment secret is empty or a placeholder, so that nothing can be checked; ' +
  'put the signing secret (whsec_…) of the endpoint there';

/** An event that we do not wait for, or of a payment that is not an order's. */
const NOT_OURS = { kind: 'not_ours' } as const;

/** The body holds personal data, so that nothing of it is logged but what names the event and the order. */
function report(
  { telemetry, clock }: PaymentWebhookApi,
  { id, type, livemode, created }: StripeEvent,
  outcome: NoticeOutcome | typeof NOT_OURS,
  orderId: string | undefined,
): void {
  if (outcome.kind === 'not_waiting') return;
  const ageSeconds = Math.floor(clock.now() / 1000) - created;
  const fields = { event: id, type, livemode, ageSeconds, orderId };
  if (outcome.kind === 'hurried') {
    telemetry.count('WebhooksHurried');
    return telemetry.log.info('webhook hurries an order', fields);
  }
  telemetry.count('WebhooksIgnored');
  telemetry.log.info('webhook ignored', { ...fields, why: outcome.kind });
}
