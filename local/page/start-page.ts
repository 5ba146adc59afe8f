import { findWorkIndex } from '../control/work-index';
import { type GlobalTables } from '../dynamodb/global-tables';
import { tablesOf } from '../dynamodb/table';
import { type HttpServer } from '../http/server';
import { type RunningRegion } from '../types';
import { readCircuit } from './circuit';
import { HealthWatch } from './health-watch';
import { ledgerSource } from './ledger-source';
import { type LedgerSource, LedgerWatch } from './ledger-watch';
import { PageOperator } from './operator';
import { OperatorPage, type OperatorPageOptions } from './operator-page';
import { type RegionSource } from './regions';
import { type RoutingView } from './shape';

/** The running cloud as the page reaches it. */
export interface PageParts extends Pick<
  OperatorPageOptions,
  'edgeUrl' | 'faults' | 'mails' | 'charges' | 'alarms' | 'watch' | 'traffic'
> {
  readonly tables: GlobalTables;
  readonly regions: readonly RunningRegion[];
  /** Of each Region, in the same order. */
  readonly gateways: readonly HttpServer[];
  /** What the edge's key-value store says of a Region; `null` where there is none. */
  readonly routing: (region: string) => RoutingView | null;
}

/** The page of a running cloud. Nothing is read before somebody looks. */
export function operatorPage(parts: PageParts): OperatorPage {
  const { tables, regions, gateways, faults } = parts;
  const sites = regions.map(({ region }, index) => ({ region, url: gateways[index]?.url ?? '' }));
  return new OperatorPage({
    ...parts,
    regions: regions.map((running, index) => regionSource(parts, running, sites[index]?.url ?? '')),
    ledger: new LedgerWatch(ledgerOf(tables, regions), Date.now),
    operator: new PageOperator(sites, faults),
    replicationBacklog: () => tables.replicationBacklog,
    now: Date.now,
  });
}

function regionSource({ tables, routing }: PageParts, running: RunningRegion, apiUrl: string): RegionSource {
  const shop = tablesOf(running.template).find(({ consistency }) => consistency === 'eventual')?.name;
  return {
    running,
    apiUrl,
    health: new HealthWatch(() => apiUrl, Date.now),
    circuit: async () => (shop === undefined ? null : readCircuit(tables, shop, running.region)),
    routing: () => routing(running.region),
  };
}

/** The Ledger is the table with the work index. */
function ledgerOf(tables: GlobalTables, regions: readonly RunningRegion[]): LedgerSource {
  const place = regions.map(({ template }) => findWorkIndex(template)).find((found) => found !== undefined);
  return place === undefined ? NO_LEDGER : ledgerSource(tables, place.tableName);
}

const NO_LEDGER: LedgerSource = {
  page: async () => ({ items: [] }),
  read: async () => [],
  watchWrites: () => () => undefined,
};
