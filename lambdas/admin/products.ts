import { type Catalogue } from '../domain/catalogue/catalogue';
import { type Answer, json } from '../shared/http/answer';
import { jsonBody } from '../shared/http/body';
import { type HttpCall } from '../shared/http/call';
import { RequestRefused } from '../shared/http/problem';
import { validOrRefuse } from '../shared/http/validation';
import { productSku, sku as skuField } from '../shared/schemas/fields';
import { productBody } from '../shared/schemas/product';

/** PUT /v1/admin/products/{sku}: makes or replaces a product. */
export async function putProduct({ catalogue }: { catalogue: Catalogue }, call: HttpCall): Promise<Answer> {
  const sku = validOrRefuse(productSku, call.path('sku'), 'sku');
  const body = jsonBody(call, productBody);
  if (body.sku !== undefined && body.sku !== sku)
    throw RequestRefused.fields({ path: 'sku', message: `differs from the path; allowed: ${sku}` });
  const { name, price, currency } = body;
  await catalogue.put({ sku, name, price: { amount: price, currency } });
  return json(200, { sku, name, price, currency });
}

/** The SKU in the path. Throws `RequestRefused` with 400. */
export function skuOf(call: HttpCall): string {
  return validOrRefuse(skuField, call.path('sku'), 'sku');
}
