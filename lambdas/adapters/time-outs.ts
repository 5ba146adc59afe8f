/**
 * How long one attempt of an AWS call may take. Options of `@smithy/node-http-handler`, which its clients
 * take as `requestHandler`; it is the SDK's own HTTP handler, so the bundle does not grow.
 */
export interface AttemptTimeOuts {
  /** For the TCP and TLS handshake, in milliseconds. */
  readonly connectMs: number;
  /** From the request to the head of the answer; also the longest silence while its body arrives. */
  readonly answerMs: number;
}

/**
 * `throwOnRequestTimeout` matters: without it the handler (4.4 and later) only logs a warning when
 * `requestTimeout` has passed, and goes on waiting.
 */
export const httpOptions = ({ connectMs, answerMs }: AttemptTimeOuts) => ({
  connectionTimeout: connectMs,
  requestTimeout: answerMs,
  throwOnRequestTimeout: true,
  socketTimeout: answerMs,
  httpAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
  httpsAgent: { keepAlive: true, maxSockets: MAX_SOCKETS },
});

/** More than any function has calls in flight, so that no request waits for a socket while its clock runs. */
const MAX_SOCKETS = 200;
