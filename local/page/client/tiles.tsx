import { type Overview } from '../shape';
import { rateOf, sumOf } from './chart';
import { count, money } from './format';

/** Seconds over which "now" is averaged. */
const NOW_SECONDS = 5;

interface TileProps {
  readonly name: string;
  readonly value: string;
  readonly more?: string;
  readonly level?: 'bad' | 'warning' | undefined;
}

function Tile({ name, value, more, level }: TileProps) {
  return (
    <div class={`tile ${level ?? ''}`}>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        {more && <small>{more}</small>}
      </dd>
    </div>
  );
}

/** The figures that tell at a glance how the shop is doing. */
export function Tiles({ overview }: { readonly overview: Overview }) {
  const { orders, charges, crashes, mails, replication, regions, traffic } = overview;
  const byRegion = regions.map(({ region }) => traffic.places[region]);
  const perSecond = byRegion.reduce((sum, each) => sum + rateOf(each?.orders ?? [], NOW_SECONDS), 0);
  const failed = byRegion.reduce((sum, each) => sum + sumOf(each?.failed ?? []) + sumOf(each?.lost ?? []), 0);
  const letters = regions
    .flatMap(({ queues }) => queues)
    .filter(({ deadLetters }) => deadLetters)
    .reduce((sum, { visible, inFlight, delayed }) => sum + visible + inFlight + delayed, 0);
  const taken = Object.entries(charges.taken).map(([currency, amount]) => money(amount, currency));
  return (
    <dl class="tiles">
      <Tile name="Orders a second" value={String(Math.round(perSecond * 10) / 10)} more="mean of 5 s" />
      <Tile
        name="Failed answers"
        value={count(failed)}
        more="2 minutes"
        level={failed > 0 ? 'bad' : undefined}
      />
      <Tile name="Orders" value={count(orders.count)} more={orders.complete ? '' : 'counting …'} />
      <Tile
        name="Owed a step"
        value={count(orders.owed.count)}
        more={`${count(orders.owed.overdue)} due`}
        level={orders.owed.overdue > 0 ? 'warning' : undefined}
      />
      <Tile name="Dead letters" value={count(letters)} level={letters > 0 ? 'bad' : undefined} />
      <Tile
        name="Replication backlog"
        value={count(replication.backlog)}
        more="writes"
        level={replication.backlog > 0 ? 'warning' : undefined}
      />
      <Tile name="Crashes" value={count(crashes.count)} level={crashes.count > 0 ? 'warning' : undefined} />
      <Tile name="Charges" value={count(charges.count)} more={taken.join(', ')} />
      <Tile name="Mails" value={count(mails.count)} />
    </dl>
  );
}
