import { EventBridgeClient, type EventBridgeClientConfig } from '@aws-sdk/client-eventbridge';
import { MAX_ATTEMPTS } from '../service-errors';
import { httpOptions } from '../time-outs';

/** EventBridge answers within some 50 ms; a shopper may be waiting for it. */
const TIME_OUTS = { connectMs: 1_000, answerMs: 3_000 };

/** The EventBridge client of one Region. */
export const eventBridgeClient = (
  region: string,
  overrides: EventBridgeClientConfig = {},
): EventBridgeClient =>
  new EventBridgeClient({
    region,
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: httpOptions(TIME_OUTS),
    ...overrides,
  });
