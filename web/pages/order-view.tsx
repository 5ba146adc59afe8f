import { type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Order } from '../api/types';
import { announce } from '../parts/announce';
import { Confirm } from '../parts/confirm';
import { useCell, useShop } from '../parts/hooks';
import { OrderLines } from '../parts/order-lines';
import { type OrderWatch, standingOf, stepsOf } from '../state/order-watch';
import { orderLink } from '../state/orders';
import { texts } from '../texts';

interface OrderViewProps {
  readonly order: Order;
  readonly watch: OrderWatch;
  readonly orderToken: string;
}

/** What was ordered, what became of it, and what can be done about it. */
export function OrderView({ order, watch, orderToken }: OrderViewProps): JSX.Element {
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

interface CopyLinkProps {
  readonly orderId: string;
  readonly orderToken: string;
}

function CopyLink({ orderId, orderToken }: CopyLinkProps): JSX.Element {
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
