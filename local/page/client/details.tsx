import { useEffect, useRef, useState } from 'preact/hooks';
import { type OrderDetails, orderOf, type Reply, type StockDetails, stockOf } from './api';
import { clock, count, money } from './format';

/** What somebody wants to know more of. */
export type Subject =
  | { readonly kind: 'order'; readonly orderId: string }
  | { readonly kind: 'sku'; readonly sku: string };

interface DetailsProps {
  readonly subject: Subject;
  readonly onClose: () => void;
}

/** One order or SKU, as the shop's own API tells operators. */
export function Details({ subject, onClose }: DetailsProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="details">
      <h2 id="details">{subject.kind === 'order' ? subject.orderId : subject.sku}</h2>
      {subject.kind === 'order' ? (
        <Asked key={asked} ask={() => orderOf(subject.orderId)} show={(order) => <Order order={order} />} />
      ) : (
        <Asked key={asked} ask={() => stockOf(subject.sku)} show={(stock) => <Sku stock={stock} />} />
      )}
      <p class="actions">
        <button type="button" onClick={() => setAsked(asked + 1)}>
          Ask again
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </p>
    </dialog>
  );
}

interface AskedProps<T> {
  readonly ask: () => Promise<Reply<T>>;
  readonly show: (body: T) => preact.JSX.Element;
}

function Asked<T>({ ask, show }: AskedProps<T>) {
  const [reply, setReply] = useState<Reply<T> | null>(null);
  useEffect(() => void ask().then(setReply), []);
  if (reply === null) return <p role="status">Asking …</p>;
  return reply.kind === 'refused' ? (
    <p role="alert" class="bad">
      {reply.why}
    </p>
  ) : (
    show(reply.body)
  );
}

function Order({ order }: { readonly order: OrderDetails }) {
  return (
    <>
      <dl class="facts">
        <dt>Status</dt>
        <dd>{order.status}</dd>
        <dt>Total</dt>
        <dd>{money(order.total, order.currency)}</dd>
        <dt>Placed</dt>
        <dd>
          {clock(order.placedAt)} in {order.region}
        </dd>
        <dt>Customer</dt>
        <dd>{[order.customer?.name, order.customer?.email].filter(Boolean).join(', ') || '–'}</dd>
        <dt>Owed</dt>
        <dd>
          {order.dueAt === undefined
            ? 'nothing'
            : `a step at ${clock(order.dueAt)}, ${order.tries} tries so far`}
          {order.owes && order.owes.length > 0 ? `; ${order.owes.map(wordsOf).join(', ')}` : ''}
        </dd>
      </dl>
      <table>
        <caption>Lines</caption>
        <tbody>
          {order.lines?.map(({ sku, name, quantity, price }) => (
            <tr key={sku}>
              <th scope="row">{sku}</th>
              <td>{name}</td>
              <td>{count(quantity)}</td>
              <td>{money(price, order.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>History</h3>
      <ol class="lines">
        {order.history?.map(({ status, at }) => (
          <li key={`${status} ${at}`}>
            <time dateTime={at}>{clock(at)}</time> {status}
          </li>
        ))}
      </ol>
    </>
  );
}

/** What is owed is an event or a message by name, or something that a later version owes. */
const wordsOf = (owed: unknown): string => (typeof owed === 'string' ? owed : JSON.stringify(owed));

function Sku({ stock }: { readonly stock: StockDetails }) {
  const figures = ['available', 'held', 'sold', 'received', 'withdrawn'] as const;
  return (
    <>
      <dl class="tiles">
        {figures.map((name) => (
          <div class="tile" key={name}>
            <dt>{name}</dt>
            <dd>
              <b>{count(stock[name])}</b>
            </dd>
          </div>
        ))}
      </dl>
      <table>
        <caption>Buckets</caption>
        <thead>
          <tr>
            <th scope="col">Bucket</th>
            <th scope="col">Available</th>
            <th scope="col">Journal entries</th>
          </tr>
        </thead>
        <tbody>
          {stock.buckets.map(({ bucket, available, journal }) => (
            <tr key={bucket}>
              <th scope="row">{bucket}</th>
              <td>{count(available)}</td>
              <td>{count(journal)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
