import { type Answer } from '../../../web/api/call';
import { type Cart } from '../../../web/api/types';
import { cartStore } from '../../../web/state/cart-store';
import { fakeTime, ok, problem, product, serverCart, settled, storage, unreachable } from '../fakes';

/** A server with one cart; `answer` may take its place for a call. */
function server(quantities: Record<string, number> | undefined) {
  const lines = new Map(Object.entries(quantities ?? {}));
  let exists = quantities !== undefined;
  const calls: string[] = [];
  const down: { answer: Answer<Cart> | undefined } = { answer: undefined };
  const shown = (): Answer<Cart> => ok(serverCart(Object.fromEntries(lines)));
  const asked = (call: string, act: () => Answer<Cart>): Promise<Answer<Cart>> => {
    calls.push(call);
    return Promise.resolve(down.answer ?? act());
  };
  const missing = problem(404, 'cart_not_found');
  return {
    lines,
    calls,
    down,
    api: {
      getCart: () => asked('GET', () => (exists ? shown() : missing)),
      putCartItem: (_id: string, sku: string, quantity: number) =>
        asked(`PUT ${sku} ${quantity}`, () => {
          exists = true;
          lines.set(sku, quantity);
          return shown();
        }),
      removeCartItem: (_id: string, sku: string) =>
        asked(`DELETE ${sku}`, () => {
          if (!exists) return missing;
          lines.delete(sku);
          return shown();
        }),
    },
  };
}

const CART_ID = '5b0e8a0e-3c1d-4f5a-9a53-6f2f6f1a7d10';

function open(remote: ReturnType<typeof server>, { keep } = storage(), sleep?: () => Promise<void>) {
  const time = fakeTime();
  return cartStore({
    api: remote.api,
    keep,
    newId: () => CART_ID,
    now: time.now,
    sleep: sleep ?? time.sleep,
  });
}

/** Ends no pause: what would be tried again later is not. */
const never = (): Promise<void> => new Promise(() => undefined);

describe('the cart of the browser', () => {
  it('puts the first line without asking for a cart that cannot be there', async () => {
    const remote = server(undefined);
    const cart = open(remote);
    cart.setQuantity(product('LAMP'), 2);
    expect(cart.view.get().units).toBe(2);
    await settled();
    expect(remote.calls).toEqual(['PUT LAMP 2']);
    expect(cart.state.get()).toBe('saved');
  });

  it('repairs what the surviving Region had not yet been told', async () => {
    const browser = storage();
    const first = server(undefined);
    const cart = open(first, browser);
    cart.setQuantity(product('LAMP'), 2);
    cart.setQuantity(product('RUG'), 1);
    cart.setQuantity(product('LAMP'), 0);
    await settled();
    // The other Region: it has the lamp still, and the rug not yet.
    const other = server({ LAMP: 2 });
    const later = open(other, browser);
    await later.sync();
    expect(Object.fromEntries(other.lines)).toEqual({ RUG: 1 });
    expect(later.view.get().lines.map(({ sku }) => sku)).toEqual(['RUG']);
  });

  it('keeps a change while the shop is away, says so, and saves it by itself later', async () => {
    const remote = server({});
    remote.down.answer = unreachable;
    let goOn = (): void => undefined;
    const cart = open(remote, storage(), () => new Promise((resolve) => (goOn = resolve)));
    cart.setQuantity(product('LAMP'), 1);
    await settled();
    expect([cart.state.get(), cart.view.get().units]).toEqual(['kept_here', 1]);
    remote.down.answer = undefined;
    goOn();
    await settled();
    expect(cart.state.get()).toBe('saved');
    expect(Object.fromEntries(remote.lines)).toEqual({ LAMP: 1 });
  });

  it('takes a change back that the shop refuses, and says why', async () => {
    const remote = server({ LAMP: 1 });
    const cart = open(remote);
    cart.setQuantity(product('RUG'), 1);
    await settled();
    remote.down.answer = problem(409, 'limit_exceeded');
    cart.setQuantity(product('CHAIR'), 1);
    await settled();
    expect(cart.problem.get()?.code).toBe('limit_exceeded');
    expect(
      cart.view
        .get()
        .lines.map(({ sku }) => sku)
        .sort(),
    ).toEqual(['LAMP', 'RUG']);
  });

  it('shows a line as unavailable when the shop knows no such product', async () => {
    const remote = server({});
    remote.down.answer = problem(404, 'unknown_product');
    const cart = open(remote);
    cart.setQuantity(product('OLD'), 1);
    await settled();
    expect(cart.view.get().unavailable.map(({ reason }) => reason)).toEqual(['unknown_product']);
    expect(remote.calls).toEqual(['PUT OLD 1']);
  });

  it('makes an expired cart anew', async () => {
    const browser = storage();
    const cart = open(server(undefined), browser);
    cart.setQuantity(product('LAMP'), 2);
    cart.setQuantity(product('RUG'), 0);
    await settled();
    const expired = server(undefined);
    await open(expired, browser).sync();
    expect(Object.fromEntries(expired.lines)).toEqual({ LAMP: 2 });
  });

  it('ends when the copies never come to agree', async () => {
    const remote = server({});
    remote.down.answer = ok(serverCart({ LAMP: 7 }));
    const cart = open(remote, storage(), never);
    cart.setQuantity(product('LAMP'), 1);
    await settled();
    expect(cart.state.get()).toBe('kept_here');
    expect(remote.calls.length).toBeLessThan(20);
  });

  it('empties the cart by what was ordered, here and on the server', async () => {
    const remote = server(undefined);
    const cart = open(remote);
    cart.setQuantity(product('LAMP'), 2);
    cart.setQuantity(product('RUG'), 1);
    await settled();
    cart.removeOrdered([{ sku: 'LAMP', quantity: 2 }]);
    await settled();
    expect(Object.fromEntries(remote.lines)).toEqual({ RUG: 1 });
  });

  it('asks nothing for a shopper who never put anything in', async () => {
    const remote = server(undefined);
    await open(remote).sync();
    expect(remote.calls).toEqual([]);
  });
});
