import { type Answer, call, type CallDeps } from '../api/call';
import { type ShopApi, shopApi } from '../api/client';
import { readProductPage } from '../api/shape';
import { type CheckoutStore, checkoutStore } from '../checkout/checkout-store';
import { type Format } from '../format';
import { loadPaymentConfig, type PaymentConfig } from '../payment/config';
import { type CartStore, cartStore } from './cart-store';
import { type KnownCatalogue, knownCatalogue } from './catalogue';
import { type Cell, cell } from './cell';
import { type ConnectionStore, connectionStore } from './connection';
import { type Keep } from './keep';
import { type ListingStore, listingStore } from './listing';
import { type KnownOrders, knownOrders } from './orders';

/** All that the pages need. */
export interface Shop {
  readonly api: ShopApi;
  readonly cart: CartStore;
  readonly catalogue: KnownCatalogue;
  readonly checkout: CheckoutStore;
  readonly connection: ConnectionStore;
  readonly listing: ListingStore;
  readonly orders: KnownOrders;
  /** `undefined` until `/config.json` was read. */
  readonly payment: Cell<PaymentConfig | undefined>;
  /** What was typed into the checkout form; kept until the browser tab is closed. */
  readonly drafts: Keep;
  readonly format: Format;
  readonly now: () => number;
  /** Resolves `done` after that many milliseconds, or when `wake` is called. */
  readonly pause: Browser['pause'];
}

/** What the shop needs of the browser. */
export interface Browser {
  readonly fetch: typeof globalThis.fetch;
  readonly keep: Keep;
  readonly drafts: Keep;
  readonly format: Format;
  readonly now: () => number;
  readonly random: () => number;
  readonly newId: () => string;
  readonly pause: (ms: number) => { readonly done: Promise<void>; readonly wake: () => void };
}

/** Puts the parts together. Nothing is asked of the API before `start`. */
export function openShop(browser: Browser): Shop & { start(): void } {
  const { fetch, keep, drafts, format, now, random, newId, pause } = browser;
  const sleep = (ms: number): Promise<void> => pause(ms).done;
  const calls: CallDeps = { fetch, now, shopperId: shopperIdOf(keep, newId) };
  const connection = connectionStore({ now, sleep, look: () => look(calls) });
  const api = shopApi({ ...calls, sleep, onRead: connection.note });
  const catalogue = knownCatalogue(keep);
  const listing = listingStore({ api, catalogue, now, sleep });
  const cart = cartStore({ api, keep, newId, now, sleep });
  const orders = knownOrders(keep);
  const checkout = checkoutStore({
    api,
    keep,
    now,
    random,
    pause,
    newKey: newId,
    onPlaced: (order, ordered, wasChanged) => {
      // Another tab may have asked for the same order, and taken its lines out.
      const isNew = orders.find(order.orderId) === undefined;
      orders.placed(order, { now: now(), wasChanged });
      if (isNew) cart.removeOrdered(ordered);
    },
  });
  const payment = cell<PaymentConfig | undefined>(undefined);
  const shop = {
    api,
    cart,
    catalogue,
    connection,
    listing,
    orders,
    checkout,
    payment,
    drafts,
    format,
    now,
    pause,
  };
  const start = (): void => {
    connection.state.subscribe(() => {
      if (connection.state.get().kind === 'down') return;
      void cart.sync();
      if (listing.view.get().state === 'failed') void listing.again();
    });
    void cart.sync();
    void checkout.start();
    void learnPayment(fetch, payment, sleep);
  };
  return { ...shop, start };
}

/** The smallest thing that shoppers read, asked for once. */
const look = (calls: CallDeps): Promise<Answer<unknown>> =>
  call(calls, { method: 'GET', path: '/v1/products?limit=1', read: readProductPage, timeoutMs: 8_000 });

const SHOPPER = 'shopper';

/** Random and kept: the edge leaves a shopper in one Region by it. It names nobody. */
function shopperIdOf(keep: Keep, newId: () => string): string {
  const kept = keep.read(SHOPPER);
  if (typeof kept === 'string' && /^[\x21-\x7e]{1,64}$/.test(kept)) return kept;
  const id = newId();
  keep.write(SHOPPER, id);
  return id;
}

const CONFIG_AGAIN_MS = 5_000;

async function learnPayment(
  fetch: Browser['fetch'],
  payment: Cell<PaymentConfig | undefined>,
  sleep: (ms: number) => Promise<void>,
): Promise<void> {
  for (;;) {
    const config = await loadPaymentConfig(fetch);
    payment.set(config);
    if (config !== undefined) return;
    await sleep(CONFIG_AGAIN_MS);
  }
}
