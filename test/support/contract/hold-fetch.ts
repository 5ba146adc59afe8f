import { holdExchange } from './exchanges';

/**
 * Set-up of the project `cloud`: every answer that a test fetches from a Region is held to openapi.yaml,
 * whichever way the test came to call it. The payment simulator has paths that look alike, but no Region.
 */
const plainFetch = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const response = await plainFetch(input, init);
  const { url, method } = input instanceof Request ? input : { url: String(input), method: init?.method };
  if (response.headers.has('x-region'))
    holdExchange({
      url: new URL(url),
      method: method ?? 'GET',
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.clone().text(),
    });
  return response;
};
