import { type Overview, type PlaceTraffic } from '../shape';
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

/** Calls that got no answer, or an error of the shop's own. */
const failedOf = (place: PlaceTraffic | undefined): number =>
  place === undefined ? 0 : sumOf(place.failed) + sumOf(place.lost);

/** The figures that tell at a glance how the shop is doing. */
export function Tiles({ overview }: { readonly overview: Overview }) {
  const { orders, charges, crashes, replication, regions, traffic } = overview;
  const byRegion = regions.map(({ region }) => traffic.places[region]);
  const perSecond = byRegion.reduce((sum, each) => sum + rateOf(each?.orders ?? [], NOW_SECONDS), 0);
  const atEdge = failedOf(traffic.places['edge']);
  const inRegions = byRegion.reduce((sum, each) => sum + failedOf(each), 0);
  const letters = regions
    .flatMap(({ queues }) => queues)
    .filter(({ deadLetters }) => deadLetters)
    .reduce((sum, { visible, inFlight, delayed }) => sum + visible + inFlight + delayed, 0);
  const taken = Object.entries(charges.taken).map(([currency, amount]) => money(amount, currency));
  return (
    <dl class="tiles">
      <Tile name="Orders a second" value={String(Math.round(perSecond * 10) / 10)} more="last 5 s" />
      <Tile name="Failed at edge" value={count(atEdge)} more="2 min" level={atEdge > 0 ? 'bad' : undefined} />
      <Tile
        name="Failed in Regions"
        value={count(inRegions)}
        more="2 min"
        level={inRegions > 0 ? 'warning' : undefined}
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
    </dl>
  );
}
