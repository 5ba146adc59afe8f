import { type JSX } from 'preact';
import { type Product } from '../api/types';
import { tilePattern, type TilePattern } from './tile-pattern';

/**
 * A product's picture. It says nothing that the name beside it does not, so screen readers pass it over. Its colours are
 * in styles/tiles.css.
 */
export function Tile({ sku, name }: Pick<Product, 'sku' | 'name'>): JSX.Element {
  const { motif, palette, shift, letter } = tilePattern(sku, name);
  return (
    <svg
      class={`tile palette-${palette}`}
      viewBox="0 0 120 120"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
    >
      <g stroke-width="2.5" stroke-linecap="round">
        {DRAW[motif](shift)}
      </g>
      <circle class="tile-medal" cx="60" cy="60" r="25" />
      <text class="tile-letter" x="60" y="61">
        {letter}
      </text>
    </svg>
  );
}

const range = (count: number): number[] => [...Array(count).keys()];

/** Every third line is a stronger one. */
const lineClass = (index: number): string => (index % 3 === 0 ? 'line-near' : 'line-far');

function waves(shift: number): JSX.Element[] {
  return range(8).map((row) => (
    <path
      key={row}
      class={lineClass(row)}
      d={`M${-40 * shift - 30} ${10 + row * 15}q15 -11 30 0${'t30 0'.repeat(6)}`}
    />
  ));
}

function rings(shift: number): JSX.Element[] {
  return range(11).map((ring) => (
    <circle key={ring} class={lineClass(ring)} cx={shift < 0.5 ? 120 : 0} cy="120" r={12 + ring * 14} />
  ));
}

function scales(shift: number): JSX.Element[] {
  const size = shift < 0.5 ? 12 : 15;
  const count = Math.ceil(120 / size) + 1;
  return range(count).map((row) => {
    const start = row % 2 === 0 ? 0 : -size;
    const arcs = `a${size} ${size} 0 0 0 ${2 * size} 0`.repeat(count);
    return <path key={row} class={lineClass(row)} d={`M${start} ${row * size}${arcs}`} />;
  });
}

function hills(shift: number): JSX.Element[] {
  return [
    <circle key="sun" class="fill-far" cx={22 + 76 * shift} cy="26" r="12" />,
    <path key="far" class="fill-far" d="M0 78q30 -26 62 -8t58 -12v62H0z" />,
    <path key="near" class="fill-near" d="M0 98q34 -18 66 -4t54 -8v34H0z" />,
  ];
}

function pebbles(shift: number): JSX.Element[] {
  return range(36).map((index) => {
    const [row, column] = [Math.floor(index / 6), index % 6];
    const isLarge = (row + column + Math.round(shift * 4)) % 3 === 0;
    const x = 10 + column * 20 + (row % 2 === 0 ? -4 : 6);
    return (
      <circle
        key={index}
        class={isLarge ? 'fill-near' : 'fill-far'}
        cx={x}
        cy={10 + row * 20}
        r={isLarge ? 6.5 : 4}
      />
    );
  });
}

const DRAW: Readonly<Record<TilePattern['motif'], (shift: number) => JSX.Element[]>> = {
  waves,
  rings,
  scales,
  hills,
  pebbles,
};
