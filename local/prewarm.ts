/** An order that passes the API's model and that the function refuses: it starts a process and changes nothing. */
const HARMLESS_ORDER = JSON.stringify({ lines: [], customer: {}, payment: {} });

/**
 * Starts an environment of the functions that shoppers meet first, so that the first call is as fast as
 * the second. Answers do not matter; a function that fails will say so to its first caller.
 */
export async function prewarm(apiUrls: readonly string[]): Promise<void> {
  const calls = apiUrls.flatMap((url) => [
    fetch(`${url}/health`),
    fetch(`${url}/v1/products?limit=1`),
    fetch(`${url}/v1/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'prewarm' },
      body: HARMLESS_ORDER,
    }),
  ]);
  await Promise.allSettled(calls.map(async (call) => (await call).arrayBuffer()));
}
