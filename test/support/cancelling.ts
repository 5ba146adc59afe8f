import { type TestCloud } from './cloud';
import { cartOf, newKey, newSku, orderOf, sell } from './shop';

/** A call's answer as far as tests of cancelling look at it; its shape is held to openapi.yaml. */
export interface Told {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What it takes to cancel an order. */
export interface Opened {
  readonly orderId: string;
  readonly orderToken: string;
}

/** An order, and the product that it is the only one to have taken units of. */
export interface Placed extends Opened {
  readonly sku: string;
  readonly key: string;
}

/** Units of the product that were there before {@link placeOne}. */
export const STOCK = 10;
/** Units that {@link placeOne} orders, at 500 pence each. */
export const ORDERED = 4;

const told = async (response: Response): Promise<Told> => ({
  status: response.status,
  body: (await response.json()) as Record<string, unknown>,
});

/** Orders {@link ORDERED} of {@link STOCK} units of a new product. */
export async function placeOne(cloud: TestCloud, region: 0 | 1 = 0): Promise<Placed> {
  const sku = newSku('CANCEL');
  await sell(cloud, sku, STOCK);
  const key = newKey();
  const { orderId, orderToken } = orderOf(await cloud.shopper(region).placeOrder(key, cartOf(sku, ORDERED)));
  return { orderId, orderToken, sku, key };
}

/** Orders one unit of each of so many new products: more than an order's own item holds. */
export async function placeMany(cloud: TestCloud, lines: number): Promise<Opened & { skus: string[] }> {
  const skus = Array.from({ length: lines }, (_, index) => newSku(`CANCEL${index}`));
  await Promise.all(skus.map((sku) => sell(cloud, sku, STOCK)));
  const cart = { ...cartOf('', 1), lines: skus.map((sku) => ({ sku, quantity: 1 })) };
  const { orderId, orderToken } = orderOf(await cloud.shopper(0).placeOrder(newKey(), cart));
  return { orderId, orderToken, skus };
}

/** POST /v1/orders/{orderId}/cancel with these headers. */
export async function cancelWith(
  cloud: TestCloud,
  region: 0 | 1,
  orderId: string,
  headers: Readonly<Record<string, string>>,
): Promise<Told> {
  const url = `${cloud.regionUrl(region)}/v1/orders/${orderId}/cancel`;
  return told(await fetch(url, { method: 'POST', headers: { ...headers } }));
}

/** Cancels as the order's shopper. */
export function cancel(cloud: TestCloud, region: 0 | 1, { orderId, orderToken }: Opened): Promise<Told> {
  return cancelWith(cloud, region, orderId, { authorization: `Bearer ${orderToken}` });
}

/** Says as an operator that the goods leave. */
export async function fulfil(cloud: TestCloud, region: 0 | 1, { orderId }: Opened): Promise<Told> {
  return told(await cloud.signedFetch(region, `/v1/admin/orders/${orderId}/fulfil`, { method: 'POST' }));
}

/** The order as an operator sees it. */
export async function operatorView(cloud: TestCloud, { orderId }: Opened): Promise<Told['body']> {
  return (await told(await cloud.signedFetch(1, `/v1/admin/orders/${orderId}`))).body;
}
