import { type JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { CheckoutFormView } from '../checkout/checkout-form';
import { Found } from '../checkout/found';
import { Progress } from '../checkout/progress';
import { useCell, useShop } from '../parts/hooks';
import { Link } from '../parts/link';
import { navigate } from '../parts/navigation';
import { Page } from '../parts/page';
import { texts } from '../texts';

/** From the cart to an order. */
export function CheckoutPage(): JSX.Element {
  const { cart, checkout } = useShop();
  const state = useCell(checkout.state);
  useEffect(() => void cart.sync(), [cart]);
  useEffect(() => {
    if (state.kind !== 'placed') return;
    checkout.acknowledge();
    navigate(`/orders/${state.order.orderId}`, { replace: true });
  }, [checkout, state]);
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
      return <Progress state={state} />;
    case 'editing':
      if (view.lines.length === 0 && state.problem === undefined) return <Empty />;
      return <CheckoutFormView cart={view} problem={state.problem} />;
  }
}

const Empty = (): JSX.Element => (
  <>
    <p>{texts.checkout.empty}</p>
    <p>
      <Link to="/" class="button">
        {texts.nav.back}
      </Link>
    </p>
  </>
);
