import { type Overview } from '../shape';
import { clock, count, money, shortId, shortName } from './format';

interface PaymentsProps {
  readonly overview: Overview;
  readonly onOpen: (orderId: string) => void;
}

/** What shoppers were charged and told, and what the faults killed. */
export function Payments({ overview: { mails, charges, crashes }, onOpen }: PaymentsProps) {
  const taken = Object.entries(charges.taken).map(([currency, amount]) => money(amount, currency));
  return (
    <div class="stack">
      <section class="card" aria-labelledby="mails">
        <h2 id="mails">
          Mails <small>{count(mails.count)}</small> <a href="/_local/mail">read them</a>
        </h2>
        <ul class="statuses">
          {Object.entries(mails.byTemplate).map(([template, number]) => (
            <li key={template}>
              {template} <b>{count(number)}</b>
            </li>
          ))}
        </ul>
        <ul class="lines">
          {mails.newest.map(({ channel, to, template, orderId, subject, at }) => (
            <li key={`${at} ${to} ${orderId} ${template} ${channel} ${subject ?? ''}`}>
              <time dateTime={at}>{clock(at)}</time> {(subject ?? template) || channel} to {to}{' '}
              {orderId && (
                <button type="button" class="link" title={orderId} onClick={() => onOpen(orderId)}>
                  {shortId(orderId)}
                </button>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section class="card" aria-labelledby="charges">
        <h2 id="charges">
          Charges <small>{count(charges.count)}</small> <a href="/_local/charges">list</a>
        </h2>
        <p>
          {taken.length > 0 ? taken.join(' and ') : 'Nothing'} taken; {count(charges.refunded)} refunded.
        </p>
        <h3>
          Crashes <small>{count(crashes.count)}</small> <a href="/_local/crashes">list</a>
        </h3>
        <ul class="lines">
          {crashes.newest.map(({ region, function: name, call, n, at }) => (
            <li key={`${at} ${region} ${name} ${n}`}>
              <time dateTime={at}>{clock(at)}</time> {region} {shortName(name)} after {call} (call {n})
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
