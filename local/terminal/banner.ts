/** One address to show. */
export interface ShownAddress {
  readonly name: string;
  readonly url: string;
}

/** What the ready message tells. */
export interface ReadyNews {
  readonly seconds: number;
  readonly edgeUrl: string;
  readonly regions: readonly {
    readonly region: string;
    readonly apiUrl: string;
    readonly awsEndpoint: string;
  }[];
  readonly paymentsUrl: string;
  /** A product that is in stock, for the example order. */
  readonly exampleSku: string;
}

function addresses(news: ReadyNews): ShownAddress[] {
  return [
    { name: 'shop (edge)', url: news.edgeUrl },
    { name: 'operator', url: `${news.edgeUrl}/_local/` },
    ...news.regions.map(({ region, apiUrl }) => ({ name: `API ${region}`, url: apiUrl })),
    { name: 'payments', url: news.paymentsUrl },
    ...news.regions.map(({ region, awsEndpoint }) => ({ name: `AWS ${region}`, url: awsEndpoint })),
  ];
}

function order(sku: string): string {
  return JSON.stringify({
    lines: [{ sku, quantity: 1 }],
    customer: { email: 'you@example.com' },
    payment: { token: 'pm_card_visa' },
  });
}

/** The lines that end the start; the first begins with `ready`, which tools wait for. */
export function readyLines(news: ReadyNews): string[] {
  const shown = addresses(news);
  const width = Math.max(...shown.map(({ name }) => name.length));
  const [first] = news.regions;
  return [
    `ready in ${news.seconds.toFixed(1)} s`,
    '',
    ...shown.map(({ name, url }) => `  ${name.padEnd(width)}  ${url}`),
    '',
    'Try:',
    `  curl ${news.edgeUrl}/v1/products`,
    `  curl -X POST ${news.edgeUrl}/v1/orders -H 'content-type: application/json' -H 'idempotency-key: first' \\`,
    `       -d '${order(news.exampleSku)}'`,
    ...(first === undefined
      ? []
      : [
          `  curl --user local-operator:local-operator --aws-sigv4 aws:amz:${first.region}:execute-api \\`,
          `       ${first.apiUrl}/v1/admin/stock/${news.exampleSku}`,
        ]),
    '',
    'Ctrl-C ends everything.',
  ];
}
