import { type Origin } from './origin';

const STYLE =
  'body{font:16px/1.5 system-ui;max-width:46rem;margin:3rem auto;padding:0 1rem}pre{overflow:auto}';

/** A page for people who open the edge in a browser: what is here, and what to try. */
export function indexPage(edgeUrl: string, origins: readonly Origin[]): string {
  const regions = origins
    .map(({ region, url }) => `<li>${region}: <a href="${url}/v1/products">${url}</a></li>`)
    .join('');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Holdfast on this machine</title>
<style>${STYLE}</style>
<h1>Holdfast</h1>
<p>A shop in two regions, running on this machine from the templates that are deployed.</p>
<ul>
<li>Shop, through the edge: <a href="/v1/products">/v1/products</a>, <a href="/health">/health</a></li>
<li>The API, call by call: <a href="/docs">/docs</a>, <a href="/openapi.yaml">/openapi.yaml</a></li>
<li>Regions<ul>${regions}</ul></li>
<li>Control: <a href="/_local/state">/_local/state</a>, <a href="/_local/charges">/_local/charges</a>,
<a href="/_local/mail">/_local/mail</a></li>
</ul>
<pre>curl ${edgeUrl}/v1/products
curl -X PUT ${edgeUrl}/_local/faults -d '{"payments":{"mode":"error"}}'
curl -X PUT ${edgeUrl}/_local/faults -d '{}'
curl -X POST ${edgeUrl}/_local/settle</pre>
</html>
`;
}
