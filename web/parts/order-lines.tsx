import { type JSX } from 'preact';
import { type Order } from '../api/types';
import { texts } from '../texts';
import { useShop } from './hooks';
import { Tile } from './tile';

type OrderLinesProps = Pick<Order, 'lines' | 'total' | 'currency' | 'discount' | 'couponCode'>;

/** What is ordered and what it costs. */
export function OrderLines({ lines, total, currency, discount, couponCode }: OrderLinesProps): JSX.Element {
  const { format } = useShop();
  return (
    <table class="order-lines">
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{texts.table.product}</th>
          <th scope="col">{texts.table.price}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ sku, name, quantity, price }) => (
          <tr key={sku}>
            <th scope="row">
              <span class="order-line">
                <Tile sku={sku} name={name} />
                <span>
                  {name}
                  <span class="quiet times">{texts.table.times(format.number(quantity))}</span>
                </span>
              </span>
            </th>
            <td>{format.money(price * quantity, currency)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {discount !== undefined && discount > 0 && (
          <tr>
            <th scope="row">{texts.order.discount(couponCode ?? '')}</th>
            <td>{format.money(-discount, currency)}</td>
          </tr>
        )}
        <tr class="order-total">
          <th scope="row">{texts.cart.total}</th>
          <td>{format.money(total, currency)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
