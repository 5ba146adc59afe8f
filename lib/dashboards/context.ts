import { Duration } from 'aws-cdk-lib';
import { type HoldfastConfig } from '../config/schema';
import { type Names, namesOf } from '../names';
import { type ApiDimensions, type Objective, objectivesOf } from '../objectives/objectives';
import { RegionMetrics } from './region-metrics';
import { STAGE_NAME } from '../region/shop-api';

/** What dashboards are made from. */
export interface DashboardContext {
  readonly config: HoldfastConfig;
  readonly names: Names;
  readonly objectives: readonly Objective[];
  /** Metrics of a Region at a minute, the finest that CloudWatch keeps of them for long. */
  metricsOf(region: string): RegionMetrics;
}

export const MINUTE = Duration.minutes(1);
export const FIVE_MINUTES = Duration.minutes(5);
export const HOUR = Duration.hours(1);

/** Everything that the dashboards of a deployment show follows from its configuration. */
export function dashboardContext(config: HoldfastConfig): DashboardContext {
  const api: ApiDimensions = { apiName: config.name, stageName: STAGE_NAME };
  return {
    config,
    names: namesOf(config),
    objectives: objectivesOf(config, api),
    metricsOf: (region) => new RegionMetrics(region, config.name, api, MINUTE),
  };
}
