import { functionRuntime } from '../shared/ports/runtime';
import { Tables } from '../shared/ports/tables';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { healthFunction } from './health-api';
import { regionProbe } from './region-probe';

const runtime = functionRuntime('health');
const tables = new Tables(runtime);
const probe = regionProbe(runtime.region, tables.ledger(), tables.shop());

/** Everything under /health. */
export const handler = healthFunction({ ...runtime, probe: watchCalls('health', probe, runtime) });
