import { type JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { dropCoupon } from '../checkout/draft';
import { CheckoutFormView } from '../checkout/checkout-form';
import { type CheckoutState } from '../checkout/checkout-store';
import { Found } from '../checkout/found';
import { Progress } from '../checkout/progress';
import { useCell, useShop } from '../parts/hooks';
import { navigate } from '../parts/navigation';
import { NothingHere } from '../parts/nothing-here';
import { Page } from '../parts/page';
import { Tile } from '../parts/tile';
import { type CartView } from '../state/cart-view';
import { texts } from '../texts';

/** From the cart to an order. */
export function CheckoutPage(): JSX.Element {
  const { cart, checkout, drafts } = useShop();
  const state = useCell(checkout.state);
  useEffect(() => void cart.sync(), [cart]);
  useEffect(() => {
    checkout.open(cart.view.get().lines);
    return () => checkout.acknowledge();
  }, [cart, checkout]);
  useEffect(() => {
    if (state.kind !== 'placed') return;
    dropCoupon(drafts);
    checkout.acknowledge();
    navigate(`/orders/${state.order.orderId}`, { replace: true });
  }, [checkout, drafts, state]);
  return (
    <Page title={texts.checkout.title} class="checkout">
      <Step />
    </Page>
  );
}

function Step(): JSX.Element | null {
  const { cart, checkout } = useShop();
  const state = useCell(checkout.state);
  const view = useCell(cart.view);
  switch (state.kind) {
    case 'placed':
      return null;
    case 'found':
      return <Found lastSentAt={state.lastSentAt} />;
    case 'sending':
    case 'waiting':
    case 'editing':
      return <FormOrProgress cart={view} state={state} />;
  }
}

interface FormOrProgressProps {
  readonly cart: CartView;
  readonly state: Exclude<CheckoutState, { kind: 'placed' | 'found' }>;
}

/** While an order is on its way the form is hidden and not gone: a card that was typed in is still there after. */
function FormOrProgress({ cart, state }: FormOrProgressProps): JSX.Element {
  const isOnItsWay = state.kind !== 'editing';
  const problem = isOnItsWay ? undefined : state.problem;
  if (!isOnItsWay && cart.lines.length === 0 && problem === undefined)
    return <NothingHere text={texts.checkout.empty} />;
  return (
    <>
      {isOnItsWay && <Progress state={state} />}
      {isOnItsWay && <WhatIsOrdered lines={cart.lines} />}
      <div hidden={isOnItsWay}>
        <CheckoutFormView cart={cart} problem={problem} />
      </div>
    </>
  );
}

/** Without a total: what was agreed to may be less than the cart says. */
function WhatIsOrdered({ lines }: Pick<CartView, 'lines'>): JSX.Element {
  const { format } = useShop();
  return (
    <section>
      <h2>{texts.checkout.summary}</h2>
      <ul class="ordered">
        {lines.map(({ sku, name, quantity }) => (
          <li key={sku} class="order-line">
            <Tile sku={sku} name={name} />
            <span>
              {name}
              <span class="quiet times">{texts.table.times(format.number(quantity))}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
