import { type Answer, explain } from '../client/answers';
import { type ControlClient, createControl } from '../client/control';
import { LOCAL_OPERATOR } from '../client/credentials';
import { type HttpTransport } from '../client/http';
import { createOperator, type OperatorClient } from '../client/operator';
import { type Probe } from '../history/probe';
import { CONFIGURED_REGIONS, localControl, localTargets } from '../client/regions';
import { createShopper, type ShopperClient } from '../client/shopper';
import { createSigner } from '../client/sign';
import { type CircuitReader, openCircuitReader } from './circuit';

/** One Region of the shop under drill. */
export interface DrillRegion {
  readonly name: string;
  readonly shopper: ShopperClient;
  readonly operator: OperatorClient;
  readonly circuit: CircuitReader;
}

/** A local shop as shoppers, operators and whoever causes the outage reach it. */
export interface DrillShop {
  readonly regions: readonly [DrillRegion, ...DrillRegion[]];
  readonly control: ControlClient;
  close(): void;
}

/** The shop that runs on this port base. Closing it leaves the transport open. */
export function connectDrill(portBase: number, transport: HttpTransport, now: () => Date): DrillShop {
  const [first, ...others] = localTargets(portBase).map(({ region, url }) => ({
    name: region,
    shopper: createShopper({ url, transport, now }),
    operator: createOperator({ url, transport, now, sign: createSigner(region, LOCAL_OPERATOR) }),
    circuit: openCircuitReader(region, awsEndpoint(portBase, region)),
  }));
  if (first === undefined) throw new DrillFailed('the configuration names no Region');
  const regions = [first, ...others] as const;
  return {
    regions,
    control: createControl({ url: localControl(portBase), transport, now }),
    close: () => regions.forEach(({ circuit }) => circuit.close()),
  };
}

/** The same shop with a probe that sees its orders. */
export function watchedBy(probe: Probe, shop: DrillShop): DrillShop {
  const watched = (region: DrillRegion) => ({ ...region, shopper: probe.watch(region.shopper) });
  const [first, ...others] = shop.regions;
  return { ...shop, regions: [watched(first), ...others.map(watched)] };
}

/** Where the local cloud speaks AWS's protocols for a Region (docs/local-cloud.md). */
export const awsEndpoint = (portBase: number, region: string): string =>
  `http://127.0.0.1:${portBase + 566 + CONFIGURED_REGIONS.indexOf(region)}`;

/** The drill cannot go on; the message tells why. */
export class DrillFailed extends Error {
  override readonly name = 'DrillFailed';
}

/** The body of an answer. Throws {@link DrillFailed} for any other kind. */
export function expectAnswer<T>(what: string, answer: Answer<T>): T {
  if (answer.kind === 'answered') return answer.body;
  throw new DrillFailed(`${what} failed: ${explain(answer)}`);
}
