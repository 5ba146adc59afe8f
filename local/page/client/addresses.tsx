import { type Overview } from '../shape';

/** Where everything is, and what to try. */
export function Addresses({ overview: { edgeUrl, regions } }: { readonly overview: Overview }) {
  const [first] = regions;
  return (
    <section class="card" aria-labelledby="addresses">
      <h2 id="addresses">Addresses</h2>
      <ul class="lines">
        <li>
          Shop: <a href="/">{edgeUrl}/</a>, its API behind the edge: <a href="/v1/products">/v1/products</a>,{' '}
          <a href="/health">/health</a>
        </li>
        <li>
          The API, call by call: <a href="/docs">/docs</a>, <a href="/openapi.yaml">/openapi.yaml</a>
        </li>
        {regions.map(({ region, apiUrl, awsEndpoint }) => (
          <li key={region}>
            {region}: API <a href={`${apiUrl}/v1/products`}>{apiUrl}</a>, AWS protocols{' '}
            <code>{awsEndpoint}</code>
          </li>
        ))}
        <li>
          For programs: <a href="/_local/state">/_local/state</a>,{' '}
          <a href="/_local/overview">/_local/overview</a>, <a href="/_local/charges">/_local/charges</a>,{' '}
          <a href="/_local/crashes">/_local/crashes</a>, <a href="/_local/mail">/_local/mail</a>
        </li>
      </ul>
      <pre tabIndex={0}>
        <code>{examples(edgeUrl, first)}</code>
      </pre>
    </section>
  );
}

function examples(edgeUrl: string, first: Overview['regions'][number] | undefined): string {
  return [
    `curl ${edgeUrl}/v1/products`,
    `curl -X PUT ${edgeUrl}/_local/faults -d '{"payments":{"mode":"error"}}'`,
    `curl -X PUT ${edgeUrl}/_local/faults -d '{}'`,
    `curl -X POST ${edgeUrl}/_local/settle`,
    ...(first === undefined
      ? []
      : [
          `curl --user local-operator:local-operator --aws-sigv4 aws:amz:${first.region}:execute-api ${first.apiUrl}/v1/admin/audit`,
          `aws --endpoint-url ${first.awsEndpoint} --region ${first.region} dynamodb list-tables`,
        ]),
  ].join('\n');
}
