import { type Overview, type PlaceTraffic } from '../shape';
import { areas, CLASS_NAMES, CLASSES, HEIGHT, rateOf, scaleOf, steps, sumOf } from './chart';
import { count } from './format';

/** Answers of the last two minutes, at the edge and at each Region's own address. */
export function Traffic({ overview: { traffic, regions } }: { readonly overview: Overview }) {
  const names = ['edge', ...regions.map(({ region }) => region)];
  const shown = names.flatMap((name) => {
    const place = traffic.places[name];
    return place === undefined ? [] : [{ name, place }];
  });
  const top = scaleOf(shown.map(({ place }) => place));
  return (
    <section class="traffic" aria-labelledby="traffic">
      <h2 id="traffic">
        Answers and orders a second{' '}
        <small>two minutes; calls through the edge count at their Region, too</small>
      </h2>
      <div class="charts">
        {shown.map(({ name, place }) => (
          <Chart key={name} name={name} place={place} top={top} />
        ))}
      </div>
    </section>
  );
}

interface ChartProps {
  readonly name: string;
  readonly place: PlaceTraffic;
  readonly top: number;
}

function Chart({ name, place, top }: ChartProps) {
  const paths = areas(place, top);
  const orders = rateOf(place.orders, 5);
  const spoken = CLASSES.map((each) => `${sumOf(place[each])} ${CLASS_NAMES[each]}`).join(', ');
  return (
    <figure class="chart">
      <figcaption>
        <b>{name}</b> <span>{orders} orders/s</span>
      </figcaption>
      <svg
        role="img"
        viewBox={`0 0 120 ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-label={`${name}: ${orders} orders a second; answers in two minutes: ${spoken}`}
      >
        <path class="grid" d={`M0 0.2H120M0 ${HEIGHT / 2}H120`} />
        {CLASSES.map((each) => (
          <path key={each} class={`area ${each}`} d={paths[each]} />
        ))}
        <path class="orders" d={steps(place.orders, top)} />
      </svg>
      <span class="top" aria-hidden="true">
        {top}/s
      </span>
      <ul class="legend">
        {CLASSES.map((each) => (
          <li key={each} class={each}>
            {CLASS_NAMES[each]} {count(sumOf(place[each]))}
          </li>
        ))}
        <li class="orders">orders {count(sumOf(place.orders))}</li>
      </ul>
    </figure>
  );
}
