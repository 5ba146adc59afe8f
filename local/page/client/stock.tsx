import { useEffect, useState } from 'preact/hooks';
import { type Overview, type StockRow } from '../shape';
import { searchStock } from './api';
import { count, counted } from './format';
import { NoRows } from './no-rows';
import { Scroll } from './scroll';

interface StockProps {
  readonly overview: Overview;
  readonly onOpen: (sku: string) => void;
}

/** Stock: what moved last, or what was searched for. */
export function Stock({ overview: { stock, at }, onOpen }: StockProps) {
  const [text, setText] = useState('');
  const found = useSearch(text, at);
  return (
    <section class="card" aria-labelledby="stock">
      <h2 id="stock">
        Stock <small>{summaryOf(stock)}</small>
      </h2>
      <p class="search">
        <label for="sku">Search a SKU</label>
        <input
          id="sku"
          type="search"
          value={text}
          maxLength={64}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </p>
      <StockTable rows={found ?? stock.rows} caption={found ? 'Found' : 'Moved last'} onOpen={onOpen} />
    </section>
  );
}

const summaryOf = ({ skus, soldOut, coupons, complete }: Overview['stock']): string =>
  [
    counted(skus, 'SKU'),
    `${count(soldOut)} sold out`,
    ...(coupons.issued > 0 ? [`${counted(coupons.issued, 'coupon')}, ${count(coupons.used)} used`] : []),
    ...(complete ? [] : ['still counting …']),
  ].join(', ');

/** What a search finds now; `null` while nothing is searched for. Looks again whenever the page is refreshed. */
function useSearch(text: string, at: string): readonly StockRow[] | null {
  const [found, setFound] = useState<readonly StockRow[] | null>(null);
  useEffect(() => {
    if (text === '') {
      setFound(null);
      return;
    }
    let wanted = true;
    void searchStock(text).then((reply) => {
      if (wanted && reply.kind === 'done') setFound(reply.body.items);
    });
    return () => {
      wanted = false;
    };
  }, [text, at]);
  return text === '' ? null : found;
}

interface StockTableProps extends Pick<StockProps, 'onOpen'> {
  readonly rows: readonly StockRow[];
  readonly caption: string;
}

function StockTable({ rows, caption, onOpen }: StockTableProps) {
  return (
    <Scroll name={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">SKU</th>
            <th scope="col">Available</th>
            <th scope="col">Held or sold</th>
            <th scope="col">Buckets</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ sku, available, taken, buckets }) => (
            <tr key={sku} class={available === 0 ? 'sold-out' : ''}>
              <th scope="row">
                <button type="button" class="link" onClick={() => onOpen(sku)}>
                  {sku}
                </button>
              </th>
              <td>
                {count(available)}
                {available === 0 && <span class="badge"> sold out</span>}
              </td>
              <td>{count(taken)}</td>
              <td>{count(buckets)}</td>
            </tr>
          ))}
          {rows.length === 0 && <NoRows columns={4} />}
        </tbody>
      </table>
    </Scroll>
  );
}
