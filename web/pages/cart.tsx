import { type JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { useCell, useShop } from '../parts/hooks';
import { Link } from '../parts/link';
import { announce } from '../parts/announce';
import { NothingHere } from '../parts/nothing-here';
import { Page } from '../parts/page';
import { ProblemNotice } from '../parts/problem-notice';
import { Quantity } from '../parts/quantity';
import { Tile } from '../parts/tile';
import { type CartView, type ViewLine, type ViewUnavailable } from '../state/cart-view';
import { productPath } from '../state/routes';
import { texts } from '../texts';

/** The cart: what is in it, at current prices, and what of it cannot be ordered. */
export function CartPage(): JSX.Element {
  const { cart } = useShop();
  const view = useCell(cart.view);
  const problem = useCell(cart.problem);
  useEffect(() => void cart.sync(), [cart]);
  const isEmpty = view.lines.length === 0 && view.unavailable.length === 0;
  return (
    <Page title={texts.cart.title}>
      {problem && <ProblemNotice answer={{ kind: 'problem', problem }} />}
      {isEmpty ? <NothingHere text={texts.cart.empty} /> : <Filled view={view} />}
    </Page>
  );
}

function Filled({ view }: { readonly view: CartView }): JSX.Element {
  return (
    <div class="columns">
      <div>
        <ul class="lines">
          {view.lines.map((line) => (
            <Line key={line.sku} line={line} />
          ))}
        </ul>
        {view.unavailable.length > 0 && <Unavailable lines={view.unavailable} />}
      </div>
      {view.lines.length > 0 && <Total view={view} />}
    </div>
  );
}

function Line({ line }: { readonly line: ViewLine }): JSX.Element {
  const { cart, format } = useShop();
  const { sku, name, price, currency, quantity, lineTotal } = line;
  const change = (to: number): void => {
    cart.setQuantity(line, to);
    announce(texts.cart.changed(name, to));
  };
  return (
    <li class="line">
      <Tile sku={sku} name={name} />
      <div class="line-what">
        <Link to={productPath(sku)} class="line-name">
          {name}
        </Link>
        <span class="quiet">{texts.cart.each(format.money(price, currency))}</span>
      </div>
      <Quantity name={name} value={quantity} onChange={change} />
      <strong class="line-total">{format.money(lineTotal, currency)}</strong>
      <Remove line={line} />
    </li>
  );
}

function Remove({ line }: { readonly line: ViewLine | ViewUnavailable }): JSX.Element {
  const { cart } = useShop();
  const remove = (): void => {
    cart.setQuantity(line, 0);
    announce(texts.cart.removed(line.name));
    // The button that had the focus is gone: the heading is where the rest of the cart begins.
    document.querySelector('h1')?.focus();
  };
  return (
    <button
      type="button"
      class="button-text line-remove"
      aria-label={texts.cart.remove(line.name)}
      onClick={remove}
    >
      {texts.cart.removeShort}
    </button>
  );
}

function Unavailable({ lines }: { readonly lines: CartView['unavailable'] }): JSX.Element {
  return (
    <section class="unavailable">
      <h2>{texts.cart.unavailable}</h2>
      <ul class="lines">
        {lines.map((line) => (
          <li class="line" key={line.sku}>
            <Tile sku={line.sku} name={line.name} />
            <div class="line-what">
              <span class="line-name">{line.name}</span>
              <span class="quiet">{texts.cart[line.reason]}</span>
            </div>
            <Remove line={line} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Total({ view: { total, currency } }: { readonly view: CartView }): JSX.Element {
  const { cart, format } = useShop();
  const state = useCell(cart.state);
  return (
    <section class="summary">
      <p class="summary-total">
        <span>{texts.cart.total}</span>
        <strong>{currency === undefined ? '' : format.money(total, currency)}</strong>
      </p>
      <p class="quiet">{state === 'saving' ? texts.cart.checking : texts.cart.included}</p>
      {state === 'kept_here' && <p class="known-note">{texts.cart.keptHere}</p>}
      <p>
        <Link to="/checkout" class="button button-wide">
          {texts.cart.checkout}
        </Link>
      </p>
    </section>
  );
}
