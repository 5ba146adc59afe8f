import { type OrderView, type Overview } from '../shape';
import { clock, count, distance, money, shortId } from './format';
import { NoRows } from './no-rows';
import { Scroll } from './scroll';

interface OrdersProps {
  readonly overview: Overview;
  readonly onOpen: (orderId: string) => void;
}

/** Orders: how many stand where, the newest, and those that somebody owes a step. */
export function Orders({ overview: { orders, at }, onOpen }: OrdersProps) {
  const statuses = Object.entries(orders.byStatus).sort(([, a], [, b]) => b - a);
  return (
    <section class="card" aria-labelledby="orders">
      <h2 id="orders">
        Orders{' '}
        <small>{orders.complete ? count(orders.count) : `${count(orders.count)}, still counting …`}</small>
      </h2>
      <ul class="statuses">
        {statuses.map(([status, number]) => (
          <li key={status} class={`status ${status.toLowerCase()}`}>
            {status} <b>{count(number)}</b>
          </li>
        ))}
        {statuses.length === 0 && <li>none yet</li>}
      </ul>
      <div class="columns">
        <OrderTable caption="Newest" orders={orders.newest} at={at} onOpen={onOpen} column="placed" />
        <OrderTable
          caption={`Owed a step: ${count(orders.owed.count)}, of which ${count(orders.owed.overdue)} are due`}
          orders={orders.owed.next}
          at={at}
          onOpen={onOpen}
          column="due"
        />
      </div>
    </section>
  );
}

interface OrderTableProps extends Pick<OrdersProps, 'onOpen'> {
  readonly caption: string;
  readonly orders: readonly OrderView[];
  readonly at: string;
  readonly column: 'placed' | 'due';
}

function OrderTable({ caption, orders, at, onOpen, column }: OrderTableProps) {
  return (
    <Scroll name={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Order</th>
            <th scope="col">Status</th>
            <th scope="col">Region</th>
            <th scope="col">{column === 'placed' ? 'Total' : 'Tries'}</th>
            <th scope="col">{column === 'placed' ? 'Placed' : 'Due'}</th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.orderId}>
              <th scope="row">
                <button
                  type="button"
                  class="link"
                  title={order.orderId}
                  onClick={() => onOpen(order.orderId)}
                >
                  {shortId(order.orderId)}
                </button>
              </th>
              <td>
                <span class={`status ${order.status.toLowerCase()}`}>{order.status}</span>
              </td>
              <td>{column === 'placed' ? order.region : order.workRegion}</td>
              <td>{column === 'placed' ? money(order.total, order.currency) : order.tries}</td>
              <td>{column === 'placed' ? clock(order.placedAt) : distance(order.dueAt, at)}</td>
            </tr>
          ))}
          {orders.length === 0 && <NoRows columns={5} />}
        </tbody>
      </table>
    </Scroll>
  );
}
