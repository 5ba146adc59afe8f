import { type TagName } from './model';

const DESCRIPTION = `A shop in several AWS Regions that never sells what it does not have, never loses an order that it acknowledged, and never charges twice.

**Calls.** JSON over HTTPS. Any Region takes any call. Money is whole minor units (pence, cents) beside an ISO 4217 currency; times are ISO 8601 in UTC.

**Answers.** New members may be added to answers: ignore those that you do not know. Every answer names its request (\`x-request-id\`) and its Region (\`x-region\`).

**Problems.** Everything from 400 on, save an unhealthy \`/health\`, is a problem of RFC 9457 (\`application/problem+json\`). Decide by its \`code\`, which is stable; \`title\` and \`detail\` are for people. For a code that you do not know, decide by the status.

**Trying again.** After 429, 5xx, a time-out or a lost connection, send the same request again: after \`Retry-After\` at the least, plus a random part of a wait that grows from attempt to attempt, in another Region if you can. Every call can be repeated safely; a checkout by its \`Idempotency-Key\`, a receipt by its \`receiptId\`. Other 4xx answers stay the same until the request, or the shop, has changed.

**Paths that are not there** are answered like calls that lack a signature: 403 \`missing_authentication\`.`;

/** What the document says of itself, without its version. */
export const INFO = {
  title: 'Holdfast',
  summary: 'A shop back end that never oversells.',
  description: DESCRIPTION,
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
} as const;

/** Addresses: of a deployed Region, and of what `npm start` runs. */
export const SERVERS = [
  {
    url: 'https://{api}.execute-api.{region}.amazonaws.com/prod',
    description: "A deployed Region (output ApiUrl of the Region's stack)",
    variables: {
      api: { default: 'your-api-id', description: 'Id of the REST API' },
      region: { default: 'us-east-1', description: 'Name of the Region' },
    },
  },
  { url: 'http://127.0.0.1:4000', description: 'npm start: the edge, for all but administration' },
  { url: 'http://127.0.0.1:4001', description: 'npm start: us-east-1' },
  { url: 'http://127.0.0.1:4002', description: 'npm start: us-west-2' },
] as const;

/** What groups of routes are about, in the order in which a reader meets them. */
export const TAGS: readonly { readonly name: TagName; readonly description: string }[] = [
  { name: 'Products', description: 'What is sold. For everybody.' },
  {
    name: 'Carts',
    description: 'What a shopper has chosen. A cart holds no stock, and survives the loss of its Region.',
  },
  { name: 'Orders', description: 'Checkout and what follows. An order is opened by its token.' },
  { name: 'Payments', description: 'For the payment provider.' },
  { name: 'Health', description: 'For load balancers, and for people who wonder.' },
  { name: 'Catalogue', description: 'For operators: what is sold, and at which price.' },
  { name: 'Stock', description: 'For operators: every unit, where it came from and where it is.' },
  {
    name: 'Operations',
    description: 'For operators: orders that need a look, and proof that the promises hold.',
  },
];

/** How callers prove who they are. */
export const SECURITY_SCHEMES = {
  orderToken: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The `orderToken` of the answer that placed the order. It opens this order in every Region, and no other.',
  },
  operatorSignature: {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'awsSigv4',
    description:
      'AWS Signature Version 4, service `execute-api`, the name of the Region that is called, by a principal with `execute-api:Invoke`. On one machine the key and its secret are `local-operator`.',
  },
} as const;
