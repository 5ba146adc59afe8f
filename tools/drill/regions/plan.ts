/** The drills in which a Region does not serve for a while. */
export const REGION_DRILLS = ['region-loss', 'region-isolated', 'evacuate'] as const;
export type RegionDrill = (typeof REGION_DRILLS)[number];

/**
 * The Region under drill has put some orders off; it has, and a checkout has just left for it, so that it takes the answer
 * along; every shopper has been led to the other one; it has answered a shopper after its return.
 */
export type Until = 'orders put off' | 'checkout under way' | 'led away' | 'serves again';

/** What the operator does to the Region under drill when a phase begins. */
export type SwitchMove =
  | { readonly kind: 'evacuate' }
  | { readonly kind: 'return'; /** 1 to 100. */ readonly weight: number };

/** A stretch of the drill in which nothing changes. */
export interface RegionPhase {
  readonly name: string;
  readonly part: 'before' | 'gone' | 'return' | 'after';
  /** From when the faults are in force or the operator's command is over. */
  readonly milliseconds: number;
  /** What it goes on for beyond that, if need be; null where time alone counts. */
  readonly until: Until | null;
  /** State of the Region under drill: nothing of it answers, or it is cut off from the others. */
  readonly status: 'up' | 'down' | 'isolated';
  /** Share of the calls to the payment provider that hang. */
  readonly hanging: number;
  readonly move: SwitchMove | null;
}

/** How long each part lasts, in milliseconds. */
export interface RegionLengths {
  readonly normal: number;
  readonly hanging: number;
  readonly gone: number;
  /** Of each weight in turn where there are several. */
  readonly back: number;
  readonly after: number;
}

/** A drill from its first shopper to its last. */
export interface RegionPlan {
  readonly drill: RegionDrill;
  /** The Region under drill. */
  readonly region: string;
  readonly phases: readonly RegionPhase[];
  readonly shoppers: number;
  readonly seed: number;
  /** Orders that start each Region's processes before anything is measured. */
  readonly warmUp: number;
  /** How long a Shop write takes to the other Region. */
  readonly lagMs: number;
  /** A shopper waits between two requests up to twice as long. */
  readonly thinkMs: number;
}

/** Long enough for the probes to move the routing away and back, twice over. */
const DEFAULT_REGION_LENGTHS: RegionLengths = {
  normal: 8_000,
  hanging: 4_000,
  gone: 20_000,
  back: 25_000,
  after: 6_000,
};

/** An operator's command waits for the routing by itself: each step is as long as its measurement. */
const STEP_MS = 10_000;

/** How long a drill's parts are at a terminal. */
export const lengthsOf = (drill: RegionDrill): RegionLengths =>
  drill === 'evacuate' ? { ...DEFAULT_REGION_LENGTHS, gone: STEP_MS, back: STEP_MS } : DEFAULT_REGION_LENGTHS;

/** What an operator goes through on the way back (docs/operations.md). */
export const RETURN_WEIGHTS = [10, 25, 50, 100] as const;

/** "typically within a second" ("How DynamoDB global tables work", MREC). */
export const DEFAULT_LAG_MS = 500;

/** Some calls hang until the Region is gone: it takes orders along that were accepted and not paid, and charges halfway. */
const HANGING = 0.4;

/** A Region that is only cut off still answers the checkouts that it has. */
const BEFORE_IT_GOES: Readonly<Record<RegionDrill, Until | null>> = {
  'region-loss': 'checkout under way',
  'region-isolated': 'orders put off',
  evacuate: null,
};

const CALM = { status: 'up', hanging: 0, move: null, until: null } as const;

/**
 * The phases of a drill.
 *
 * @param hangingShare of the calls to the payment provider that hang just before the Region is gone
 */
export function phasesOf(
  drill: RegionDrill,
  region: string,
  lengths: RegionLengths,
  hangingShare = HANGING,
): readonly RegionPhase[] {
  const { normal, hanging, after } = lengths;
  return [
    { ...CALM, name: 'normal', part: 'before', milliseconds: normal },
    {
      ...CALM,
      name: 'payments hang',
      part: 'before',
      milliseconds: hanging,
      hanging: hangingShare,
      until: BEFORE_IT_GOES[drill],
    },
    ...(drill === 'evacuate' ? evacuation(region, lengths) : failure(drill, region, lengths)),
    { ...CALM, name: 'after', part: 'after', milliseconds: after },
  ];
}

function evacuation(region: string, { gone, back }: RegionLengths): readonly RegionPhase[] {
  const evacuate = { kind: 'evacuate' } as const;
  return [
    { ...CALM, name: `${region} evacuated`, part: 'gone', milliseconds: gone, move: evacuate },
    ...RETURN_WEIGHTS.map((weight): RegionPhase => {
      const move = { kind: 'return', weight } as const;
      return { ...CALM, name: `back, weight ${weight}`, part: 'return', milliseconds: back, move };
    }),
  ];
}

function failure(
  drill: Exclude<RegionDrill, 'evacuate'>,
  region: string,
  { gone, back }: RegionLengths,
): readonly RegionPhase[] {
  const [what, status] =
    drill === 'region-loss' ? (['lost', 'down'] as const) : (['isolated', 'isolated'] as const);
  return [
    { ...CALM, name: `${region} ${what}`, part: 'gone', milliseconds: gone, status, until: 'led away' },
    { ...CALM, name: 'back', part: 'return', milliseconds: back, until: 'serves again' },
  ];
}

/** What `PUT /_local/faults` takes for a phase. */
export function regionFaults(
  { status, hanging }: RegionPhase,
  { region, lagMs }: RegionPlan,
): Record<string, unknown> {
  return {
    regions: status === 'up' ? {} : { [region]: status },
    payments: hanging === 0 ? { mode: 'ok' } : { mode: 'hang', rate: hanging },
    replication: { lagMs },
  };
}

/** Whether the Region under drill can finish nothing, so that the other one has to. */
export const needsTakeOver = ({ drill }: Pick<RegionPlan, 'drill'>): boolean => drill !== 'evacuate';
