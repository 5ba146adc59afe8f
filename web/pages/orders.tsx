import { type JSX } from 'preact';
import { useShop } from '../parts/hooks';
import { Link } from '../parts/link';
import { Page } from '../parts/page';
import { texts } from '../texts';

/** The orders of this device. */
export function OrdersPage(): JSX.Element {
  const { orders, format } = useShop();
  const all = orders.all();
  if (all.length === 0)
    return (
      <Page title={texts.orders.title}>
        <p>{texts.orders.empty}</p>
      </Page>
    );
  return (
    <Page title={texts.orders.title}>
      <p class="quiet">{texts.orders.note}</p>
      <ul class="order-list">
        {all.map(({ orderId, total, currency, at }) => (
          <li key={orderId}>
            <Link to={`/orders/${orderId}`}>{texts.order.number(orderId)}</Link>
            <span class="quiet">{format.dateTime(new Date(at).toISOString())}</span>
            {total !== undefined && currency !== undefined && (
              <strong>{format.money(total, currency)}</strong>
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
}
