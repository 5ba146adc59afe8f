import { keyValueCalls } from '../adapters/cloudfront/key-value-calls';
import { CloudFrontRoutingStore } from '../adapters/cloudfront/routing-store';
import { readQuorum } from '../adapters/dynamodb/region-health';
import { entryLookout } from '../adapters/http/entry-lookout';
import { healthLookout } from '../adapters/http/health-lookout';
import { ENTRY_LIMIT_MS } from '../domain/routing/entry';
import { LOOK_LIMIT_MS, Probe } from '../domain/routing/probe';
import { functionRuntime } from '../shared/ports/runtime';
import { Tables } from '../shared/ports/tables';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { measuringEntry } from './entry';
import { ownHealth } from './own-health';
import { measuringLooks, probeRegionFunction, reporter } from './probe-region';

const runtime = functionRuntime('probe-region');
const { environment, region, clock, telemetry } = runtime;
const ledger = new Tables(runtime).ledger();
const other = environment.text('OTHER_REGION');
const store = new CloudFrontRoutingStore(keyValueCalls(environment.text('ROUTING_STORE_ARN')), runtime);

const probe = new Probe({
  own: region,
  other,
  lookout: healthLookout({
    region: other,
    apiUrl: environment.text('OTHER_API_URL'),
    timeOutMs: LOOK_LIMIT_MS,
  }),
  ownHealth: ownHealth(() => readQuorum(ledger, region), clock),
  store: watchCalls('routing', store, runtime),
  clock,
  tell: reporter(other, telemetry),
  looked: measuringLooks(telemetry),
});

const entry = entryLookout({
  shopUrl: environment.text('SHOP_URL'),
  regions: [region, other],
  timeOutMs: ENTRY_LIMIT_MS,
});

/** Judges the other Region, every minute, and asks once whether shoppers get in. */
export const handler = probeRegionFunction({
  probe,
  clock,
  telemetry,
  lookAtEntry: measuringEntry(entry, telemetry),
});
