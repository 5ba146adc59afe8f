import { type Column, type Row } from './section';

/** A bound that figures of one column are to keep. */
export interface Aim {
  readonly text: string;
  readonly table: string;
  /** Only this row; all of them when left out. */
  readonly row?: string;
  readonly column: string;
  /** What is held against the bound: the dearest row, the poorest one, or the last as a multiple of the first. */
  readonly take: 'largest' | 'smallest' | 'last/first';
  readonly bound: { readonly atMost: number } | { readonly atLeast: number };
}

/** How an aim was met; figures that were not measured leave it open. */
export interface AimResult {
  readonly text: string;
  readonly bound: string;
  readonly measured: number | null;
  readonly met: boolean | null;
}

/** Flat, but for the noise of a machine that does other things, too. */
const FLAT = 1.5;

/** What Holdfast is to keep on 2 cores, as issue and README promise it. */
export const AIMS: readonly Aim[] = [
  {
    text: 'a one-line checkout, one at a time: median, ms',
    ...{ table: 'checkouts', row: '1 at a time', column: 'p50' },
    ...{ take: 'largest', bound: { atMost: 25 } },
  },
  {
    text: 'whole checkouts a second, 16 at a time',
    ...{ table: 'checkouts', row: '16 at a time', column: 'orders' },
    ...{ take: 'smallest', bound: { atLeast: 60 } },
  },
  {
    text: 'write units of a one-line order',
    ...{ table: 'units', row: '1 line', column: 'all writes' },
    ...{ take: 'largest', bound: { atMost: 7 } },
  },
  {
    text: 'write units of a change of state, any cart',
    ...{ table: 'state-change', column: 'Holdfast' },
    ...{ take: 'largest', bound: { atMost: 1 } },
  },
  {
    text: 'largest bundle, KB',
    ...{ table: 'functions', column: 'bundle' },
    ...{ take: 'largest', bound: { atMost: 500 } },
  },
  {
    text: 'seconds to ready',
    ...{ table: 'start', column: 'to ready' },
    ...{ take: 'largest', bound: { atMost: 20 } },
  },
  ...flat('growth-products', 'products'),
  ...flat('growth-orders', 'past orders'),
];

function flat(table: string, things: string): readonly Aim[] {
  const aim = { table, take: 'last/first' as const };
  return [
    { text: `write units, most ${things} to fewest`, ...aim, column: 'writes', bound: { atMost: 1 } },
    {
      text: `processor time, most ${things} to fewest`,
      ...aim,
      column: 'processor',
      bound: { atMost: FLAT },
    },
    { text: `median, most ${things} to fewest`, ...aim, column: 'p50', bound: { atMost: FLAT } },
  ];
}

/** The tables as far as aims look at them; also those of a report that was read. */
interface Figures {
  readonly name: string;
  readonly columns: readonly Pick<Column, 'name'>[];
  readonly rows: readonly Row[];
}

/** Holds the aims against what was measured; those whose table was not measured are left out. */
export function judge(aims: readonly Aim[], tables: readonly Figures[]): readonly AimResult[] {
  return aims.flatMap((aim) => {
    const table = tables.find(({ name }) => name === aim.table);
    return table === undefined ? [] : judgeOne(aim, table);
  });
}

function judgeOne(aim: Aim, { columns, rows }: Figures): AimResult {
  const column = columns.findIndex(({ name }) => name === aim.column);
  const chosen = rows.filter(({ name }) => aim.row === undefined || name === aim.row);
  const values = chosen.map(({ values }) => values[column]).filter((value) => typeof value === 'number');
  const measured = values.length === 0 ? null : takeOne(aim.take, values);
  const met = measured === null ? null : keeps(measured, aim.bound);
  return { text: aim.text, bound: describeBound(aim.bound), measured, met };
}

function takeOne(take: Aim['take'], values: readonly number[]): number {
  if (take === 'largest') return Math.max(...values);
  if (take === 'smallest') return Math.min(...values);
  return (values.at(-1) ?? 0) / (values[0] ?? 1);
}

const keeps = (value: number, bound: Aim['bound']): boolean =>
  'atMost' in bound ? value <= bound.atMost : value >= bound.atLeast;

const describeBound = (bound: Aim['bound']): string =>
  'atMost' in bound ? `at most ${bound.atMost}` : `at least ${bound.atLeast}`;
