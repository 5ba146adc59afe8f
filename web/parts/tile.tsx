import { type JSX } from 'preact';
import { type Product } from '../api/types';
import { type Palette, tilePattern, type TilePattern } from './tile-pattern';

/** A product's picture. It says nothing that the name beside it does not, so screen readers pass it over. */
export function Tile({ sku, name }: Pick<Product, 'sku' | 'name'>): JSX.Element {
  const pattern = tilePattern(sku, name);
  return (
    <svg class="tile" viewBox="0 0 120 120" aria-hidden="true" focusable="false">
      <rect width="120" height="120" fill={pattern.palette.ground} />
      <Motif {...pattern} />
      <text x="60" y="61" fill={pattern.palette.ink} class="tile-letter">
        {pattern.letter}
      </text>
    </svg>
  );
}

function Motif({ kind, palette, shift }: TilePattern): JSX.Element {
  switch (kind) {
    case 'waves':
      return <Waves palette={palette} shift={shift} />;
    case 'rings':
      return <Rings palette={palette} shift={shift} />;
    case 'weave':
      return <Weave palette={palette} shift={shift} />;
    case 'hills':
      return <Hills palette={palette} shift={shift} />;
  }
}

interface MotifProps {
  readonly palette: Palette;
  readonly shift: number;
}

const range = (count: number): number[] => [...Array(count).keys()];

function Waves({ palette, shift }: MotifProps): JSX.Element {
  const x = -40 * shift - 20;
  return (
    <g fill="none" stroke-width="2.5" stroke-linecap="round">
      {range(9).map((row) => (
        <path
          key={row}
          stroke={row % 3 === 0 ? palette.near : palette.far}
          d={`M${x} ${8 + row * 13}q10 -8 20 0${'t20 0'.repeat(9)}`}
        />
      ))}
    </g>
  );
}

function Rings({ palette, shift }: MotifProps): JSX.Element {
  const x = shift < 0.5 ? 120 : 0;
  return (
    <g fill="none" stroke-width="3">
      {range(10).map((ring) => (
        <circle
          key={ring}
          cx={x}
          cy={120}
          r={14 + ring * 15}
          stroke={ring % 3 === 0 ? palette.near : palette.far}
        />
      ))}
    </g>
  );
}

function Weave({ palette, shift }: MotifProps): JSX.Element {
  const step = shift < 0.5 ? 15 : 20;
  const cells = range(Math.ceil(120 / step));
  return (
    <g stroke-width="2.5" stroke-linecap="round">
      {cells.flatMap((row) =>
        cells.map((column) => {
          const [x, y] = [column * step, row * step];
          const isUp = (row + column) % 2 === 0;
          const d = isUp ? `M${x + 3} ${y + step - 3}L${x + step - 3} ${y + 3}` : `M${x + 3} ${y + 3}l6 6`;
          return <path key={`${row}-${column}`} d={d} stroke={isUp ? palette.far : palette.near} />;
        }),
      )}
    </g>
  );
}

function Hills({ palette, shift }: MotifProps): JSX.Element {
  const sun = 28 + 64 * shift;
  return (
    <g>
      <circle cx={sun} cy="34" r="13" fill={palette.far} />
      <path d="M0 82q30 -26 62 -8t58 -12v58H0z" fill={palette.far} />
      <path d="M0 98q34 -18 66 -4t54 -8v34H0z" fill={palette.near} />
    </g>
  );
}
