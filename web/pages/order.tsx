import { type JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Order } from '../api/types';
import { messageForAnswer } from '../messages';
import { Confirm } from '../parts/confirm';
import { useCell, useShop } from '../parts/hooks';
import { announce } from '../parts/announce';
import { Link } from '../parts/link';
import { Notice } from '../parts/notice';
import { OrderLines } from '../parts/order-lines';
import { Page } from '../parts/page';
import { ProblemNotice } from '../parts/problem-notice';
import {
  type OrderWatch,
  orderWatch,
  standingOf,
  type StepName,
  stepsOf,
  type WatchedOrder,
} from '../state/order-watch';
import { orderLink } from '../state/orders';
import { texts } from '../texts';

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
        {standing === 'payment_pending' && <p>{texts.order.pendingAdvice}</p>}
        {isMoving && !isStale && <p class="quiet watching">{texts.order.watching}</p>}
      </Notice>
      {isStale && <p class="known-note">{texts.order.stale}</p>}
      {refusal && <ProblemNotice answer={refusal} focus />}
    </>
  );
}

interface OrderViewProps {
  readonly order: Order;
  readonly watch: OrderWatch;
  readonly orderToken: string;
}

function OrderView({ order, watch, orderToken }: OrderViewProps): JSX.Element {
  return (
    <div class="columns">
      <section>
        <h2>{texts.order.lines}</h2>
        <OrderLines {...order} />
      </section>
      <section class="summary">
        <h2>{texts.order.history}</h2>
        <History order={order} />
        <CopyLink orderId={order.orderId} orderToken={orderToken} />
        <Cancel order={order} watch={watch} />
      </section>
    </div>
  );
}

function History({ order }: { readonly order: Order }): JSX.Element {
  const { format } = useShop();
  return (
    <ol class="history">
      {stepsOf(order).map(({ name, at }, index) => (
        <li key={index}>
          {texts.order.steps[name]}
          <time dateTime={at}>{format.dateTime(at)}</time>
        </li>
      ))}
    </ol>
  );
}

function CopyLink({ orderId, orderToken }: WatchedProps): JSX.Element {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(orderLink(location.origin, orderId, orderToken));
    setCopied(true);
    announce(texts.order.copied);
  };
  return (
    <>
      <p>
        {/* Without permission there is nothing to copy to; the order stays in this browser anyway. */}
        <button type="button" class="button-text" onClick={() => void copy().catch(() => setCopied(false))}>
          {texts.order.copy}
        </button>
      </p>
      {isCopied && <p class="quiet">{texts.order.copied}</p>}
    </>
  );
}

/** Asks once more before it cancels. Gone once there is nothing to cancel. */
function Cancel({ order, watch }: Pick<OrderViewProps, 'order' | 'watch'>): JSX.Element | null {
  const { isCancelling, refusal } = useCell(watch.view);
  const [isAsking, setAsking] = useState(false);
  const standing = standingOf(order);
  const canCancel = standing === 'confirmed' || standing === 'payment_pending';
  const isRefused = refusal?.kind === 'problem' && refusal.problem.code === 'not_cancellable';
  if (!canCancel || isRefused) return null;
  if (!isAsking)
    return (
      <p>
        <button type="button" class="button button-quiet" onClick={() => setAsking(true)}>
          {texts.order.cancel}
        </button>
      </p>
    );
  return (
    <Confirm label={texts.order.cancel} question={texts.order.cancelSure}>
      <button
        type="button"
        class="button button-danger"
        disabled={isCancelling}
        onClick={() => void watch.cancel()}
      >
        {texts.order.cancelYes}
      </button>
      <button
        type="button"
        class="button button-quiet"
        disabled={isCancelling}
        onClick={() => setAsking(false)}
      >
        {texts.order.cancelNo}
      </button>
    </Confirm>
  );
}
