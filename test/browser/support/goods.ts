import { type TestCloud } from '../../support/cloud';
import { newSku, receive } from '../../support/shop';

/** A product of the shop. */
export interface Goods {
  readonly sku: string;
  readonly name: string;
}

/** What is put on sale; `price` in pence. */
interface Offer {
  readonly name: string;
  readonly price: number;
  readonly stock: number;
}

/** Puts a product on sale that no other test has. The number in its name makes it easy to search for. */
export async function offer(cloud: TestCloud, { name, price, stock }: Offer): Promise<Goods> {
  const sku = newSku('WEB');
  const goods = { sku, name: `${name} ${sku.slice(-8)}` };
  await setPrice(cloud, goods, price);
  if (stock > 0) await receive(cloud, sku, stock);
  return goods;
}

/** Gives a product another price, in pence. */
export async function setPrice(cloud: TestCloud, { sku, name }: Goods, price: number): Promise<void> {
  const answer = await cloud.signedFetch(0, `/v1/admin/products/${sku}`, {
    method: 'PUT',
    body: JSON.stringify({ name, price, currency: 'GBP' }),
    headers: { 'content-type': 'application/json' },
  });
  if (!answer.ok) throw new Error(`PUT product: ${answer.status} ${await answer.text()}`);
}
