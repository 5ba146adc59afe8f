import { type Mail } from '../mail/mail-log';
import { type LedgerCharge } from '../payments/ledger';
import { type FaultSource } from '../types';
import { type AlarmSource, alarmsView } from './alarms';
import { countBy } from './count-by';
import { type LedgerWatch } from './ledger-watch';
import { type RegionSource, regionView } from './regions';
import { type ChargesView, type CrashesView, type MailsView, type Overview } from './shape';
import { type TrafficLog } from './traffic';

/** Where everything on the page comes from. */
export interface OverviewSources {
  readonly edgeUrl: () => string;
  readonly regions: readonly RegionSource[];
  readonly faults: FaultSource;
  readonly ledger: LedgerWatch;
  readonly mails: () => readonly Mail[];
  readonly charges: () => readonly LedgerCharge[];
  readonly replicationBacklog: () => number;
  readonly alarms: () => Readonly<Record<string, string>>;
  readonly watch: AlarmSource;
  readonly traffic: TrafficLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Rows that a person reads at a glance. */
const SHOWN = 8;

/** Looks at everything once. */
export async function overviewOf(sources: OverviewSources): Promise<Overview> {
  const { ledger, faults, now } = sources;
  const [regions] = await Promise.all([
    Promise.all(sources.regions.map((region) => regionView(region, faults))),
    ledger.refresh(),
  ]);
  return {
    at: new Date(now()).toISOString(),
    edgeUrl: sources.edgeUrl(),
    regions,
    orders: ledger.orders(now()),
    stock: ledger.stock(),
    mails: mailsView(sources.mails()),
    charges: chargesView(sources.charges()),
    replication: { backlog: sources.replicationBacklog() },
    alarms: sources.alarms(),
    watch: alarmsView(sources.watch),
    faults: faults.current(),
    crashes: crashesView(sources.regions),
    traffic: sources.traffic.read(),
  };
}

function mailsView(mails: readonly Mail[]): MailsView {
  const newest = mails.slice(-SHOWN).reverse();
  return {
    count: mails.length,
    byTemplate: countBy(mails, ({ template }) => template),
    newest: newest.map(({ body: _body, ...mail }) => mail),
  };
}

function chargesView(charges: readonly LedgerCharge[]): ChargesView {
  const taken: Record<string, number> = {};
  let refunded = 0;
  for (const { status, amount, currency } of charges) {
    if (status === 'refunded') refunded += 1;
    else taken[currency] = (taken[currency] ?? 0) + amount;
  }
  return { count: charges.length, refunded, taken };
}

function crashesView(regions: readonly RegionSource[]): CrashesView {
  const all = regions.map(({ running }) => ({ region: running.region, crashes: running.crashes() }));
  const newest = all.flatMap(({ region, crashes }) =>
    crashes.slice(-SHOWN).map((crash) => ({ region, ...crash })),
  );
  return {
    count: all.reduce((sum, { crashes }) => sum + crashes.length, 0),
    newest: newest.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, SHOWN),
  };
}
