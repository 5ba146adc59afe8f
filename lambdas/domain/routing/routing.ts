/** How the entry treats one Region: the value under the Region's name in the routing store. */
export interface Routing {
  /** False: nothing is sent there as long as another Region is in. */
  readonly in: boolean;
  /** Share of the shoppers, 0 to 100, against the weights of the other Regions. */
  readonly weight: number;
}

/** Where the entry finds what it goes by; each call is one request to it. Throws `StoreUnavailable`. */
export interface RoutingStore {
  /** `undefined` when nothing, or nothing that can be read, is kept for the Region: then it is in, at full weight. */
  read(region: string): Promise<Routing | undefined>;
  /** Replaces what is kept for the Region, and leaves the other Regions' values as they are. */
  write(region: string, routing: Routing): Promise<void>;
}

/** The weight of a Region that nobody has given one. */
export const FULL_WEIGHT = 100;

/** What holds for a Region of which the routing store says nothing. */
export const FULLY_IN: Routing = { in: true, weight: FULL_WEIGHT };

/** Whether a weight is a whole number from 0 to 100. */
export function isWeight(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= FULL_WEIGHT;
}

/** The value as the routing store keeps it; lib/edge/functions/route-api.js reads it. */
export function formatRouting(routing: Routing): string {
  return JSON.stringify({ in: routing.in, weight: routing.weight });
}

/** Reads a value of the routing store; `undefined` when it is none. */
export function parseRouting(text: string): Routing | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { in: isIn, weight } = value as Readonly<Record<string, unknown>>;
  return typeof isIn === 'boolean' && isWeight(weight) ? { in: isIn, weight } : undefined;
}

/** Whether two values send the same shoppers to a Region. */
export function sameRouting(one: Routing, other: Routing): boolean {
  return one.in === other.in && one.weight === other.weight;
}

/**
 * The share of shoppers that each Region gets, from 0 to 1, in the order of `regions`. Regions that are out or have no
 * weight get nothing, unless that holds for all of them: then the entry fails open, and sends to all alike.
 */
export function sharesOf(routings: readonly (Routing | undefined)[]): number[] {
  const weights = routings.map((routing = FULLY_IN) => (routing.in ? routing.weight : 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total === 0 ? 1 / weights.length : weight / total));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
