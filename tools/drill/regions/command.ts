import { type World } from '../../world';
import { onLocalShop, type Ground } from '../frame';
import { drillRegion } from './drill';
import { type RegionDrillOptions } from './options';
import { describeRegionReport, type RegionReport, summarize } from './report';

/** What several runs in a row came to. */
export interface Outcome {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** Runs a drill as often as it is asked for, on one shop, up to the first broken promise. */
export async function runRegionDrills(options: RegionDrillOptions, world: World): Promise<Outcome> {
  const reports = await onLocalShop(options, world, (ground) => drillOften(options, world, ground));
  const ok = reports.every((report) => report.ok);
  return { ok, lines: options.json ? asJson(options, reports, ok) : asText(options, reports) };
}

async function drillOften(
  options: RegionDrillOptions,
  world: World,
  ground: Ground,
): Promise<readonly RegionReport[]> {
  const reports: RegionReport[] = [];
  while (reports.length < options.runs && reports.every(({ ok }) => ok)) {
    const report = await drillRegion(options, world, ground);
    reports.push(report);
    if (options.runs > 1)
      world.terminal.err(`run ${reports.length} of ${options.runs}: ${summarize(report)}`);
  }
  return reports;
}

/** The last run in full, after a line for each: it is the one that failed, if one did. */
function asText({ runs }: RegionDrillOptions, reports: readonly RegionReport[]): readonly string[] {
  const last = reports.at(-1);
  const full = last === undefined ? [] : describeRegionReport(last);
  if (runs === 1) return full;
  const lines = reports.map((report, index) => `run ${index + 1} of ${runs}: ${summarize(report)}`);
  return [...full, '', ...lines];
}

const asJson = (
  { runs }: RegionDrillOptions,
  reports: readonly RegionReport[],
  ok: boolean,
): readonly string[] => [JSON.stringify(runs === 1 ? reports[0] : { ok, runs: reports }, null, 2)];
