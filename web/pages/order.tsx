import { type JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { messageForAnswer } from '../messages';
import { useCell, useShop } from '../parts/hooks';
import { Link } from '../parts/link';
import { Notice } from '../parts/notice';
import { Page } from '../parts/page';
import { ProblemNotice } from '../parts/problem-notice';
import { orderWatch, standingOf, type StepName, type WatchedOrder } from '../state/order-watch';
import { texts } from '../texts';
import { OrderView } from './order-view';

/** An order, as it is now and as it goes on. */
export function OrderPage({ orderId }: { readonly orderId: string }): JSX.Element {
  const { orders } = useShop();
  const orderToken = orders.find(orderId)?.orderToken;
  if (orderToken === undefined) {
    return (
      <Page title={texts.order.title}>
        <Notice tone="warning" message={texts.order.noToken} />
        <AllOrders />
      </Page>
    );
  }
  return <Watched orderId={orderId} orderToken={orderToken} key={orderId} />;
}

interface WatchedProps {
  readonly orderId: string;
  readonly orderToken: string;
}

function Watched({ orderId, orderToken }: WatchedProps): JSX.Element {
  const { api, checkout, orders, pause } = useShop();
  const watch = useMemo(
    () => orderWatch({ api, orderId, orderToken, pause }),
    [api, orderId, orderToken, pause],
  );
  const view = useCell(watch.view);
  useEffect(() => {
    const { state } = checkout;
    const placed = state.get();
    if (placed.kind === 'placed' && placed.order.orderId === orderId) checkout.acknowledge();
  }, [checkout, orderId]);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') watch.lookNow();
    };
    watch.start();
    document.addEventListener('visibilitychange', look);
    addEventListener('online', look);
    return () => {
      watch.stop();
      document.removeEventListener('visibilitychange', look);
      removeEventListener('online', look);
    };
  }, [watch]);
  const wasChanged = orders.find(orderId)?.wasChanged === true;
  return (
    <Page title={texts.order.title} class="order">
      <p class="quiet order-id">{texts.order.number(orderId)}</p>
      {wasChanged && <p class="known-note">{texts.order.changedNote}</p>}
      <OrderState view={view} />
      {view.order && <OrderView order={view.order} watch={watch} orderToken={orderToken} />}
      <AllOrders />
    </Page>
  );
}

const AllOrders = (): JSX.Element => (
  <p>
    <Link to="/orders">{texts.orders.title}</Link>
  </p>
);

const TONES: Readonly<Record<StepName, 'good' | 'calm'>> = {
  confirmed: 'good',
  payment_pending: 'calm',
  stopping: 'calm',
  cancelled: 'calm',
  refunding: 'calm',
  refunded: 'good',
};

function OrderState({ view }: { readonly view: WatchedOrder }): JSX.Element {
  const { order, failure, refusal, isStale } = view;
  if (failure) return <ProblemNotice answer={failure} />;
  if (!order)
    return (
      <p role="status">{isStale ? messageForAnswer({ kind: 'unreachable' }).text : texts.order.loading}</p>
    );
  const standing = standingOf(order);
  const isMoving = order.status === 'payment_pending' || order.status === 'refunding';
  return (
    <>
      <Notice tone={TONES[standing]} message={{ title: texts.order.status[standing], text: order.message }}>
        {standing === 'confirmed' && <p>{texts.order.confirmedAdvice}</p>}
        {standing === 'payment_pending' && <p>{texts.order.pendingAdvice}</p>}
        {isMoving && !isStale && <p class="quiet watching">{texts.order.watching}</p>}
      </Notice>
      {isStale && <p class="known-note">{texts.order.stale}</p>}
      {refusal && <ProblemNotice answer={refusal} focus />}
    </>
  );
}
