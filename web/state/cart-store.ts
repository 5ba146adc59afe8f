import { type Answer } from '../api/call';
import { type ShopApi } from '../api/client';
import { type Problem } from '../api/problem';
import { type Cart, type Product } from '../api/types';
import {
  adopted,
  cartFrom,
  type LocalCart,
  quantityOf,
  type Repair,
  repairsOf,
  withGone,
  withoutOrdered,
  withQuantity,
} from './cart';
import { type CartView, cartView } from './cart-view';
import { type Cell, cell } from './cell';
import { type Keep } from './keep';

/** How the copy on the server stands to this browser's. */
export type CartState =
  | 'unknown'
  | 'saving'
  | 'saved'
  /** The server could not be reached: the change is kept here, and tried again. */
  | 'kept_here';

/** What the cart needs. */
export interface CartStoreDeps {
  readonly api: Pick<ShopApi, 'getCart' | 'putCartItem' | 'removeCartItem'>;
  readonly keep: Keep;
  readonly newId: () => string;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** The shopper's cart. Changes are in force at once, here; the server's copy follows. */
export interface CartStore {
  readonly view: Cell<CartView>;
  readonly state: Cell<CartState>;
  /** Why the server refused a change, which was then taken back. */
  readonly problem: Cell<Problem | undefined>;
  quantityOf(sku: string): number;
  setQuantity(product: Product, quantity: number): void;
  /** Checkout has found that there are no such products. */
  markGone(skus: readonly string[]): void;
  removeOrdered(lines: readonly { sku: string; quantity: number }[]): void;
  /** Compares with the server and repairs its copy. */
  sync(): Promise<void>;
  /** Another tab has changed what is kept. */
  reload(): void;
}

const NAME = 'cart';

/** After a change could not be saved; the last one is repeated. */
const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000];

/** The cart that is kept in this browser. */
export function cartStore(deps: CartStoreDeps): CartStore {
  const { api, keep, now } = deps;
  let local: LocalCart = cartFrom(keep.read(NAME), deps.newId);
  let server: Cart | undefined;
  let syncing: Promise<void> | undefined;
  let retries = 0;
  const view = cell(cartView(local, server));
  const state = cell<CartState>('unknown');
  const problem = cell<Problem | undefined>(undefined);

  const change = (next: LocalCart): void => {
    local = next;
    keep.write(NAME, local);
    view.set(cartView(local, server));
  };
  const learn = (cart: Cart | undefined): void => {
    server = cart;
    change(cart === undefined ? local : adopted(local, cart, now()));
  };

  /** Repeats changes until the copies agree. Each answer is the whole cart, so it also finds what was lost before. */
  async function repair(): Promise<CartState> {
    // A bound, in case that the copy never comes to agree: Regions that take turns, or another tab.
    for (let left = 2 * local.lines.length + 10; left > 0; left -= 1) {
      const [next] = repairsOf(local, server);
      if (next === undefined) return 'saved';
      if (!settle(next, await send(next))) return 'kept_here';
    }
    return 'kept_here';
  }
  const send = ({ sku, quantity }: Repair): Promise<Answer<Cart>> =>
    quantity > 0 ? api.putCartItem(local.cartId, sku, quantity) : api.removeCartItem(local.cartId, sku);

  /** Takes an answer to a repair in; false when it has to be tried again later. */
  function settle({ sku }: Repair, answer: Answer<Cart>): boolean {
    if (answer.kind === 'unreachable') return false;
    if (answer.kind === 'ok') learn(answer.body);
    else if (answer.problem.code === 'unknown_product') change(withGone(local, sku));
    else if (answer.problem.code === 'cart_not_found') forgetRemovals();
    else if (isRefusal(answer.problem)) takeBack(sku, answer.problem);
    else return false;
    return true;
  }
  const forgetRemovals = (): void => {
    server = undefined;
    change({ ...local, lines: local.lines.filter(({ quantity }) => quantity > 0) });
  };
  function takeBack(sku: string, why: Problem): void {
    const there = server?.lines.find((line) => line.sku === sku)?.quantity ?? 0;
    problem.set(why);
    change({
      ...local,
      lines: local.lines.flatMap((line) => {
        if (line.sku !== sku) return [line];
        return there > 0 ? [{ ...line, quantity: there }] : [];
      }),
    });
  }

  async function compareAndRepair(): Promise<CartState> {
    const answer = await api.getCart(local.cartId);
    if (answer.kind === 'ok') learn(answer.body);
    else if (answer.kind === 'problem' && answer.problem.code === 'cart_not_found') forgetRemovals();
    else return 'kept_here';
    return repair();
  }

  /** One at a time: two tasks that repair the same cart would undo each other's work. */
  function run(task: () => Promise<CartState>): Promise<void> {
    state.set('saving');
    const turn = (syncing ?? Promise.resolve()).then(task).then((reached) => {
      if (syncing !== turn) return;
      syncing = undefined;
      state.set(reached);
      if (reached === 'kept_here') void retryLater();
      else retries = 0;
    });
    syncing = turn;
    return turn;
  }
  async function retryLater(): Promise<void> {
    const pause = RETRY_MS[Math.min(retries, RETRY_MS.length - 1)] ?? 0;
    retries += 1;
    await deps.sleep(pause);
    if (state.get() === 'kept_here') await run(compareAndRepair);
  }

  return {
    view,
    state,
    problem,
    quantityOf: (sku) => quantityOf(local, sku),
    setQuantity: (product, quantity) => {
      problem.set(undefined);
      // A cart that was empty until now is not known to the server: there is nothing to ask for.
      const isCompared = state.get() !== 'unknown' || local.lines.length === 0;
      change(withQuantity(local, product, quantity, now()));
      void run(isCompared ? repair : compareAndRepair);
    },
    markGone: (skus) => change(skus.reduce(withGone, local)),
    removeOrdered: (lines) => {
      change(withoutOrdered(local, lines, now()));
      void run(compareAndRepair);
    },
    // A shopper who never put anything in has no cart to ask for.
    sync: () => (local.lines.length === 0 ? Promise.resolve() : run(compareAndRepair)),
    reload: () => {
      local = cartFrom(keep.read(NAME), () => local.cartId);
      view.set(cartView(local, server));
    },
  };
}

/** The server will not take this change, however often it is asked. */
const isRefusal = ({ status }: Problem): boolean =>
  status >= 400 && status < 500 && status !== 429 && status !== 408;
