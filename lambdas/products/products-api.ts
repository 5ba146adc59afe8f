import { type Catalogue, type Product, SKU_PATTERN } from '../domain/catalogue/catalogue';
import { StoreUnavailable } from '../domain/errors';
import { type Availability, availabilityOf } from '../domain/stock/availability';
import { type StockLedger } from '../domain/stock/ledger';
import { ExpiringCache } from '../shared/expiring-cache';
import { type Answer, json, publicFor } from '../shared/http/answer';
import { apiFunction, type ApiHandler, type ApiRuntime } from '../shared/http/api-function';
import { type HttpCall } from '../shared/http/call';
import { problem, RequestRefused } from '../shared/http/problem';
import { router } from '../shared/http/router';
import { validOrRefuse } from '../shared/http/validation';
import { productsQuery } from '../shared/schemas/queries';
import { describeError } from '../shared/telemetry/telemetry';
import { within } from '../shared/time-limit';

/** What GET /v1/products and GET /v1/products/{sku} need. */
export interface ProductsDeps extends ApiRuntime {
  readonly catalogue: Catalogue;
  readonly stock: StockLedger;
  /** Buckets that each SKU is spread over. */
  readonly stockBuckets: number;
}

/** One product as the HTTP contract shows it; the price in minor units. */
interface ProductView {
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  readonly currency: string;
  readonly availability?: Availability;
  /** Names of the parts left out. */
  readonly degraded: readonly 'availability'[];
}

/** A product's page is kept for a second: enough for a flash sale's views to cost one read a second and instance. */
const KNOWN_SECONDS = 1;

/** Unknown SKUs are remembered longer, so that guessing them costs nothing. */
const UNKNOWN_SECONDS = 30;
const CACHED_SKUS = 10_000;

/** A product without its availability is worth more than a late one. */
const STOCK_LIMIT_MS = 1000;

/** The function behind both routes. */
export function productsFunction(deps: ProductsDeps): ApiHandler {
  const product = productReader(deps);
  return apiFunction(
    router({
      'GET /v1/products': (call) => listProducts(deps, call),
      'GET /v1/products/{sku}': async (call) => product(call.path('sku')),
    }),
    deps,
  );
}

async function listProducts({ catalogue }: ProductsDeps, call: HttpCall): Promise<Answer> {
  const query = validOrRefuse(productsQuery, call.query, 'query');
  const page = await catalogue.list(query);
  if (page === undefined)
    throw RequestRefused.fields({ path: 'cursor', message: 'allowed: the cursor of an earlier answer' });
  const { cursor, items } = page;
  return json(
    200,
    { items: items.map(listed), ...(cursor === undefined ? {} : { cursor }) },
    publicFor(KNOWN_SECONDS),
  );
}

const listed = ({ sku, name, price }: Product) => ({
  sku,
  name,
  price: price.amount,
  currency: price.currency,
});

/** Reads one product, through two caches in this instance. */
function productReader(deps: ProductsDeps): (sku: string) => Promise<Answer> {
  const limits = { capacity: CACHED_SKUS };
  const known = new ExpiringCache<ProductView>({ ...limits, ttlMs: KNOWN_SECONDS * 1000 }, deps.clock);
  const unknown = new ExpiringCache<true>({ ...limits, ttlMs: UNKNOWN_SECONDS * 1000 }, deps.clock);
  return async (sku) => {
    if (!SKU_PATTERN.test(sku) || unknown.get(sku)) return unknownProduct();
    const view = known.get(sku) ?? (await readProduct(deps, sku));
    if (view === undefined) {
      unknown.set(sku, true);
      return unknownProduct();
    }
    known.set(sku, view);
    return json(200, view, publicFor(KNOWN_SECONDS));
  };
}

const unknownProduct = (): Answer => problem('unknown_product', { headers: publicFor(UNKNOWN_SECONDS) });

async function readProduct(deps: ProductsDeps, sku: string): Promise<ProductView | undefined> {
  const [product, availability] = await Promise.all([deps.catalogue.get(sku), readAvailability(deps, sku)]);
  if (product === undefined) return undefined;
  const view = listed(product);
  return availability === undefined
    ? { ...view, degraded: ['availability'] }
    : { ...view, availability, degraded: [] };
}

/** `undefined` when the Ledger does not answer in time: the shop stays open without it (P6). */
async function readAvailability(deps: ProductsDeps, sku: string): Promise<Availability | undefined> {
  const { stock, stockBuckets, clock, telemetry } = deps;
  const ids = Array.from({ length: stockBuckets }, (_, bucket) => ({ sku, bucket }));
  try {
    return availabilityOf(await within(STOCK_LIMIT_MS, clock, 'stock', stock.read(ids)));
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    telemetry.log.warn('availability left out', { error: describeError(error) });
    telemetry.count('DegradedAnswers');
    return undefined;
  }
}
