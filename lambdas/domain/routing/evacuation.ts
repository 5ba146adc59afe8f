/** What operators can see of a Region before they move its shoppers. */
export interface SeenRegion {
  readonly region: string;
  /** It takes orders, apart from a switch that says otherwise. */
  readonly fit: boolean;
  /** Its switch is on. */
  readonly evacuated: boolean;
}

/** Whether a Region may be taken out of service, and who serves then. */
export type MayEvacuate =
  | { readonly kind: 'yes'; readonly survivor: string }
  | { readonly kind: 'unknown_region' }
  /** Nobody would take orders any more. */
  | { readonly kind: 'last_healthy'; readonly survivor: string; readonly why: 'unfit' | 'evacuated' };

/** A Region may go while another one takes orders and is meant to. */
export function mayEvacuate(name: string, seen: readonly SeenRegion[]): MayEvacuate {
  const others = seen.filter(({ region }) => region !== name);
  const [first] = others;
  if (first === undefined || others.length === seen.length) return { kind: 'unknown_region' };
  const survivor = others.find(({ fit, evacuated }) => fit && !evacuated);
  if (survivor !== undefined) return { kind: 'yes', survivor: survivor.region };
  const best = others.find(({ fit }) => fit) ?? first;
  return { kind: 'last_healthy', survivor: best.region, why: best.fit ? 'evacuated' : 'unfit' };
}

/** Weights by which a Region comes back: a cold cache or a bad deployment shows on a tenth of the shoppers first. */
export const RAMP: readonly number[] = [10, 25, 50, 100];

/** The next weight on the ramp; `undefined` when the Region is fully back. */
export function nextOnRamp({
  evacuated,
  weight,
}: {
  evacuated: boolean;
  weight: number;
}): number | undefined {
  return evacuated ? RAMP[0] : RAMP.find((step) => step > weight);
}
