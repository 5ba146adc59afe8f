import { FULLY_IN, type Routing, sharesOf } from '../../../lambdas/domain/routing/routing';
import { EXIT, type ExitCode } from '../../exit-codes';
import { type World } from '../../world';
import { type Reply } from '../message-queue';
import { type OpsPorts } from '../ports';
import { textTable } from '../text-table';
import { nobodyAnswers, type RegionSeen } from './look';
import { type StatusOptions } from './options';
import { type SwitchItem } from './ports';
import { openShop, type RegionShop } from './shop';

/** Everything that is known of one Region. */
interface Row {
  readonly seen: RegionSeen;
  /** As its own table has it. */
  readonly own: Reply<SwitchItem>;
  /** As the other Regions' tables have it. */
  readonly elsewhere: readonly Reply<SwitchItem>[];
  /** Null when the routing store's address is not known. */
  readonly routing: Reply<Routing | undefined> | null;
}

/** Shows how the Regions are, what is wanted of them, and what the edge makes of it. */
export async function showStatus(options: StatusOptions, world: World, ports: OpsPorts): Promise<ExitCode> {
  const shop = await openShop(options, world, ports);
  if (typeof shop === 'number') return shop;
  const seen = await shop.look();
  const rows = await Promise.all(seen.map((one) => gather(shop, one)));
  const shares = sharesKnown(rows);
  const lines = options.json ? [jsonOf(rows, shares)] : tableOf(rows, shares);
  lines.forEach((line) => world.terminal.out(line));
  const problems = rows.flatMap((row) => problemsOf(row));
  for (const problem of new Set(problems)) world.terminal.err(`ops: ${problem}`);
  if (nobodyAnswers(seen)) return EXIT.failed;
  return problems.length === 0 ? EXIT.fine : EXIT.flawed;
}

async function gather(shop: RegionShop, seen: RegionSeen): Promise<Row> {
  const { region } = seen.place;
  const others = shop.addresses.regions.filter((place) => place.region !== region);
  const { routingStore } = shop.addresses;
  const [own, elsewhere, routing] = await Promise.all([
    shop.readSwitch(seen.place, region),
    Promise.all(others.map((place) => shop.readSwitch(place, region))),
    routingStore === null ? null : shop.ports.readRouting(routingStore, region),
  ]);
  return { seen, own, elsewhere, routing };
}

/** The switch from wherever it can be read, its own table first. */
function switchOfRow({ own, elsewhere }: Row): SwitchItem | undefined {
  return [own, ...elsewhere].flatMap((reply) => (reply.kind === 'ok' ? [reply.value] : []))[0];
}

function sharesKnown(rows: readonly Row[]): readonly (number | null)[] {
  const routings = rows.map(({ routing }) => routing);
  if (routings.some((routing) => routing?.kind !== 'ok')) return rows.map(() => null);
  return sharesOf(routings.map((routing) => (routing?.kind === 'ok' ? routing.value : undefined)));
}

function problemsOf(row: Row): readonly string[] {
  const { seen, own, elsewhere, routing } = row;
  const { health, place } = seen;
  const failures = [own, ...elsewhere, ...(routing === null ? [] : [routing])];
  const disagree =
    own.kind === 'ok' && elsewhere.some((one) => one.kind === 'ok' && differs(one.value, own.value));
  return [
    ...(health.kind === 'silent' ? [`${place.region} gives no health: ${health.why}`] : []),
    ...(health.kind === 'answered' && !health.fit
      ? [`${place.region} takes no orders: its tables do not answer`]
      : []),
    ...failures.flatMap((reply) => (reply.kind === 'failed' ? [reply.message] : [])),
    ...(disagree ? [`the Regions do not agree on the switch of ${place.region} yet; look again`] : []),
  ];
}

const differs = (one: SwitchItem, other: SwitchItem) => one.on !== other.on || one.weight !== other.weight;

function tableOf(rows: readonly Row[], shares: readonly (number | null)[]): readonly string[] {
  const head = ['REGION', 'LIVE', 'HEALTH', 'SWITCH', 'WEIGHT', 'ROUTING', 'SHARE'];
  const body = rows.map((row, index) => {
    const wanted = switchOfRow(row);
    const { liveMs } = row.seen;
    return [
      row.seen.place.region,
      liveMs === null ? 'no answer' : `${liveMs} ms`,
      healthCell(row.seen),
      wanted === undefined ? 'unknown' : wanted.on ? 'evacuated' : 'in service',
      wanted === undefined ? '-' : String(wanted.weight),
      routingCell(row.routing),
      shareCell(shares[index] ?? null),
    ];
  });
  return textTable([head, ...body]);
}

function healthCell({ health }: RegionSeen): string {
  return health.kind === 'silent' ? 'no answer' : `${health.httpStatus} ${health.status}, ${health.ms} ms`;
}

function routingCell(routing: Row['routing']): string {
  if (routing?.kind !== 'ok') return 'unknown';
  const { in: isIn, weight } = routing.value ?? FULLY_IN;
  return `${isIn ? 'in' : 'out'}, ${weight}${routing.value === undefined ? ' (nothing written)' : ''}`;
}

const shareCell = (share: number | null): string =>
  share === null ? 'unknown' : `${Math.round(share * 100)} %`;

function jsonOf(rows: readonly Row[], shares: readonly (number | null)[]): string {
  const values = rows.map((row, index) => ({
    region: row.seen.place.region,
    liveMs: row.seen.liveMs,
    health: row.seen.health,
    switch: switchOfRow(row) ?? null,
    routing: row.routing?.kind === 'ok' ? (row.routing.value ?? FULLY_IN) : null,
    share: shares[index] ?? null,
  }));
  return JSON.stringify(values, null, 2);
}
