import { type JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { MAINTENANCE_AFTER_MS } from '../state/connection';
import { type Route } from '../state/routes';
import { texts } from '../texts';
import { useCell, useNow, useShop } from './hooks';
import { Link } from './link';
import { announce } from './announce';
import { Notice } from './notice';

/** What concerns every page: the shop cannot be reached, or an order is on its way. */
export const Banner = ({ route }: { readonly route: Route }): JSX.Element => (
  <div class="banner">
    <ConnectionNotice />
    {route.page !== 'checkout' && <OrderNotice />}
  </div>
);

function ConnectionNotice(): JSX.Element | null {
  const state = useCell(useShop().connection.state);
  const now = useNow(state.kind === 'down', 1_000);
  const wasDown = useRef(false);
  useEffect(() => {
    if (wasDown.current && state.kind === 'up') announce(texts.connection.back);
    wasDown.current = state.kind === 'down';
  }, [state]);
  if (state.kind === 'up') return null;
  if (now - state.since >= MAINTENANCE_AFTER_MS && navigator.onLine)
    return <Notice tone="warning" message={texts.connection.maintenance} />;
  return (
    <p class="reconnecting" role="status">
      {navigator.onLine ? texts.connection.reconnecting : texts.connection.offline}
    </p>
  );
}

function OrderNotice(): JSX.Element | null {
  const state = useCell(useShop().checkout.state);
  if (state.kind === 'editing') return null;
  const to = state.kind === 'placed' ? `/orders/${state.order.orderId}` : '/checkout';
  return (
    <p class="on-its-way" role="status">
      {wordsFor(state.kind)} <Link to={to}>{texts.sending.show}</Link>
    </p>
  );
}

function wordsFor(kind: 'sending' | 'waiting' | 'found' | 'placed'): string {
  if (kind === 'found') return texts.found.title;
  return kind === 'placed' ? texts.sending.arrived : texts.sending.elsewhere;
}
